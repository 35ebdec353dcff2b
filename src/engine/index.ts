/**
 * The engine under Adder and its command: boards with MicroPython, over any link, in TypeScript and JavaScript.
 *
 * ```ts
 * import { Board } from 'adder/engine';
 *
 * const board = await Board.connect('virtual:');
 * await board.files.write('main.py', 'print("hello")');
 * console.log(await board.eval('6 * 7'));
 * await board.close();
 * ```
 *
 * Everything is asynchronous, takes an `AbortSignal`, and rejects with an {@link AdderError} that has a code of a closed list.
 *
 * @packageDocumentation
 */

// The one public door of the engine: what is named here is promised to other programs, documented by TypeDoc, and rolled up into one file of
// types (scripts/library). The app and the command import the rooms behind it.

export { Board, type ConnectOptions, type SoftResetOptions } from './board/board';
export type {
  ByteSink,
  ExecOptions,
  ExecResult,
  OperationOptions,
  RunOptions,
  TransferOptions,
} from './board/types';
export type {
  BluetoothDeviceInfo,
  BoardDetails,
  BoardFacts,
  BoardFeatures,
  BoardMode,
  DeviceInfo,
  FileEntry,
  FileKind,
  FileStat,
  FileSystemFacts,
  Guarantee,
  Progress,
  SpaceFacts,
} from '../shared/board';

export { clockTuple, localClockTime, type BoardClock, type ClockTime } from './board/clock';
export type { BoardFiles, RemoveOptions } from './board/files/board-files';
export type { Volume, Volumes } from './board/files/volumes';
export type { FileSink } from './board/files/download';
export type { Found, ListOptions, SurveyedPlace } from './board/files/listing';
export type { Removed, RemoveTreeOptions } from './board/files/removal';
export type { Arrangement } from './board/files/arranging';
export type { ImportFacts } from './board/imports';
export type { Content } from './board/files/content';
export { FileContent } from './host/file-content';
export type { UploadItem } from './board/files/upload-items';
export type { WriteManyOptions } from './board/files/writing';
export {
  copyToBoard,
  type CopyToBoardOptions,
  type CopyToBoardReport,
} from './board/files/copy-to-board';
export {
  applyMirror,
  checkMirror,
  lookAndPlan,
  type ApplyOptions,
  type Mirror,
  type MirrorBoard,
  type MirrorReport,
} from './board/mirror/mirror';
export type {
  Conflict,
  Extra,
  MirrorPlan,
  MirrorSource,
  PlannedCopy,
  SourceEntry,
  SourceFile,
  SourceFolder,
} from './board/mirror/plan';
export {
  watchAndSync,
  type SyncEvent,
  type SyncHost,
  type WatchOptions,
} from './board/sync/watch-and-sync';
export {
  saveBoard,
  type BoardToSave,
  type SaveOptions,
  type SaveReport,
} from './board/backup/save-board';
export { planRestore } from './board/backup/plan-restore';
export { BackupStore, type PruneReport } from './board/backup/store';
export type { BackupManifest, SavedFile, SavedFileSystem } from './board/backup/manifest';
export {
  readLocalFolder,
  type LocalFolder,
  type ReadFolderOptions,
} from './board/sync/local-folder';
export type { FileToCopy, FolderToMake, TreeEntry } from './board/files/tree-plan';
export {
  copyFromBoard,
  fetchFiles,
  listTree,
  type CopyFromBoardOptions,
  type CopyFromBoardReport,
  type CopySink,
  type FileToFetch,
  type TreeFile,
  type TreeFolder,
  type TreeListing,
} from './board/files/copy-from-board';

export {
  libFolder,
  PackageInstaller,
  USUAL_INDEX,
  type InstallOptions,
  type InstallReport,
} from './packages/installer';
export { PackageCache } from './packages/cache';
export type { DownloadLimits, Fetch, FetchResponse } from './packages/download';
export type { PackageEvent, PackageOptions } from './packages/events';
export type { Recovery } from './packages/package-folder';
export type { InstalledFile, InstalledPackage, PackageRecord } from './packages/record';
export type { PackageNetwork } from './packages/source';

export {
  safeStart,
  type SafeStartOptions,
  type SafeStartReport,
  type SafeStartStep,
} from './board/safe-start';
export { setAside, startAtPowerOn, type PowerOnReport, type StartFile } from './board/start-files';
export type { BoardMount, MountOptions } from './board/mount/board-mount';
export type { BoardRomfs, DeployOptions } from './board/romfs/board-romfs';
export type { RomGuarantee, RomStep } from './board/romfs/deploy';
export type { RomFacts, RomPartition } from './board/romfs/partitions';
export {
  buildImage as buildRomImage,
  type RomEntry,
  type RomFile,
  type RomFolder,
} from './romfs/image';
export { readImage as readRomImage } from './romfs/read-image';
export {
  readFolder as readRomFolder,
  type CompileFile,
  type FolderOptions as RomFolderOptions,
  type ToldEntry as RomToldEntry,
} from './romfs/folder';
export { MpyCompiler, type CompileOptions } from './mpy/compiler';

export {
  AdderError,
  ERROR_CODES,
  errorText,
  isAdderError,
  toAdderError,
  type AdderErrorOptions,
  type ErrorCode,
  type ErrorData,
  type ErrorText,
} from '../shared/errors';

export {
  parseAddress,
  printAddress,
  type BoardAddress,
  type LinkAddress,
  type Wrapper,
} from '../shared/address';
export { createTransport } from './host/link';
export { dataDirectory } from './host/data-directory';
export { launchBluetooth } from './host/bluetooth/launch';
export {
  listDevices,
  openWhenBack,
  rememberBoard,
  scanBluetooth,
  watchDevices,
  type BluetoothScan,
  type DeviceListener,
  type KnownBoard,
  type UntilAborted,
} from './discovery';

export type {
  AbortOptions,
  CloseReason,
  LinkTraits,
  SimulatedParts,
  Transport,
  TransportHost,
} from './transport/transport';
export type { Secret, SecretRequest } from './transport/secret';
export type { BluetoothLauncher, BluetoothProcess, ProcessEnd } from './transport/ble/process';
export type { WholeFileChannel, WholeFileOptions } from './transport/whole-files';
export type { PinMode, PinState } from '../shared/pins';
export type { Unsubscribe } from '../shared/unsubscribe';
export { PipeTransport } from './transport/pipe-transport';
export {
  complianceChecks,
  compliancePattern,
  type ComplianceBehaviour,
  type ComplianceCheck,
  type ComplianceRig,
  type ComplianceSetup,
  type RefusedLink,
} from './transport/compliance';
export type { LinkDriver, LinkEvents, Signals } from './transport/driver';
