// What a person can set, written once: the kind of each setting, its bounds and what it is until somebody changes it. Main
// checks and keeps them (src/main/settings.ts), the window reads them from its store and draws the settings page from this
// table. One more setting is one line here and its words in src/renderer/i18n/en-settings.ts.

import * as v from 'valibot';

/** Where on the settings page it stands. */
export const SECTIONS = ['look', 'editor', 'console', 'boards', 'start'] as const;
export type Section = (typeof SECTIONS)[number];

export interface FlagSetting {
  readonly kind: 'flag';
  readonly section: Section;
  readonly initial: boolean;
}

export interface ChoiceSetting<Value extends string = string> {
  readonly kind: 'choice';
  readonly section: Section;
  readonly values: readonly Value[];
  readonly initial: Value;
}

export interface AmountSetting {
  readonly kind: 'amount';
  readonly section: Section;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly initial: number;
}

export type Setting = FlagSetting | ChoiceSetting | AmountSetting;

function flag(section: Section, initial: boolean): FlagSetting {
  return { kind: 'flag', section, initial };
}

function choice<const Value extends string>(
  section: Section,
  values: readonly Value[],
  initial: NoInfer<Value>,
): ChoiceSetting<Value> {
  return { kind: 'choice', section, values, initial };
}

function amount(
  section: Section,
  initial: number,
  [least, most]: readonly [least: number, most: number],
  step = 1,
): AmountSetting {
  return { kind: 'amount', section, least, most, step, initial };
}

export const SETTINGS = {
  theme: choice('look', ['system', 'light', 'dark', 'contrast'], 'system'),
  /** Of the whole window, in percent. */
  zoom: amount('look', 100, [50, 300], 10),

  editorFontSize: amount('editor', 14, [8, 40]),
  /** In spaces. */
  indentWidth: choice('editor', ['2', '4', '8'], '4'),
  wordWrap: flag('editor', false),
  /** A line in the editor behind that many characters. */
  ruler: choice('editor', ['none', '79', '88', '100', '120'], 'none'),
  tidyOnSave: flag('editor', false),

  consoleFontSize: amount('console', 14, [8, 40]),
  /** That are kept above the screen. */
  consoleLines: amount('console', 10_000, [1000, 100_000], 1000),

  /** A board that is lost is opened again when it is back. */
  reconnect: flag('boards', true),
  /** The board of the last time is connected at the start, if it is there. */
  lastBoard: flag('boards', true),

  /** Tabs of the last time; those with unsaved work always come back. */
  reopenTabs: flag('start', true),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<Of> = Of extends FlagSetting
  ? boolean
  : Of extends AmountSetting
    ? number
    : Of extends ChoiceSetting<infer Value>
      ? Value
      : never;

export type Settings = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };
export type SettingsChange = { readonly [Name in SettingName]?: Settings[Name] };

export const settingNames = Object.keys(SETTINGS) as readonly SettingName[];

export const DEFAULT_SETTINGS = Object.fromEntries(
  settingNames.map((name) => [name, SETTINGS[name].initial]),
) as unknown as Settings;

function schemaOf(setting: Setting): v.GenericSchema {
  if (setting.kind === 'flag') return v.boolean();
  if (setting.kind === 'choice') return v.picklist(setting.values);
  const { least, most } = setting;
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
}

const schemas = Object.fromEntries(settingNames.map((name) => [name, schemaOf(SETTINGS[name])]));

export const settingName = v.picklist(settingNames);

/** Some of the settings, each as it may be. */
export const settingsChange = v.strictObject(
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, v.exactOptional(schema)]),
  ),
) as unknown as v.GenericSchema<SettingsChange>;

/** What makes sense of something that was kept: one wrong value spoils no other. */
export function sensibleSettings(kept: Readonly<Record<string, unknown>>): SettingsChange {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) =>
      v.is(schema, kept[name]) ? [[name, kept[name]]] : [],
    ),
  );
}
