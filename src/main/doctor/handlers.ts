// The calls of the window for the doctor, and for what a board does at power-on. No logic of their own.

import type { CallHandlers } from '../../ipc/answer';
import type { Boards } from '../boards/boards';
import type { Files } from '../computer/files';
import { projectModules } from '../projects/project';
import type { Doctor } from './doctor';
import type { Rescue } from './rescue';
import type { UsbLook } from './usb-look';

export interface DoctorServices {
  readonly boards: Boards;
  readonly files: Files;
  readonly doctor: Doctor;
  readonly rescue: Rescue;
  readonly usbLook: UsbLook;
}

type DoctorCall =
  | 'startAtPowerOn'
  | 'stopAtPowerOn'
  | 'examineConnection'
  | 'repairPermission'
  | 'lookForBoard'
  | 'safeStart'
  | 'cancelSafeStart';

export function doctorHandlers({
  boards,
  doctor,
  files,
  rescue,
  usbLook,
}: DoctorServices): Pick<CallHandlers, DoctorCall> {
  return {
    startAtPowerOn: async (id, program, interrupt, file) => {
      const session = await boards.get(id);
      const source = new TextDecoder().decode(program);
      const modules = file === null ? [] : await projectModules(files, file, source);
      return session.startAtPowerOn(program, interrupt, modules);
    },
    stopAtPowerOn: async (id, interrupt) => (await boards.get(id)).stopAtPowerOn(interrupt),
    examineConnection: (address) => doctor.examine(address),
    repairPermission: (address) => doctor.repair(address),
    lookForBoard: (on) => {
      if (on) usbLook.begin();
      else usbLook.end();
      return Promise.resolve(undefined);
    },
    safeStart: (address) => rescue.start(address),
    cancelSafeStart: () => {
      rescue.cancel();
      return Promise.resolve(undefined);
    },
  };
}
