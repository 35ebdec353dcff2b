// The application menu as the window describes it: the window knows which commands there are, their words and their keys; main
// only shows them. What Electron does itself (undo, copy, full screen) is named by its role, with the window's words.

import * as v from 'valibot';

const label = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
/** As Electron writes keys: `CmdOrCtrl+Shift+O`. Only for the eye: the window handles its keys itself. */
const accelerator = v.pipe(
  v.string(),
  v.regex(
    /^(?:CmdOrCtrl\+)?(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[A-Z0-9]|F\d{1,2}|Plus|[-=.,/`[\]\\]|Tab|Enter|Escape|Up|Down|Left|Right|PageUp|PageDown)$/,
  ),
);

/** Which of Electron's own actions may stand in the menu. */
export const MENU_ROLES = [
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'selectAll',
  'togglefullscreen',
  'quit',
] as const;

const item = v.variant('kind', [
  v.strictObject({
    kind: v.literal('command'),
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
    label,
    keys: v.exactOptional(accelerator),
  }),
  v.strictObject({
    kind: v.literal('role'),
    role: v.picklist(MENU_ROLES),
    label,
    keys: v.exactOptional(accelerator),
  }),
  v.strictObject({ kind: v.literal('separator') }),
]);

/** One of the menus of the bar, from left to right. */
const menu = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/)),
  label,
  items: v.pipe(v.array(item), v.maxLength(100)),
});

export const menuBar = v.pipe(v.array(menu), v.maxLength(12));

export type MenuItem = v.InferOutput<typeof item>;
export type Menu = v.InferOutput<typeof menu>;
export type MenuRole = (typeof MENU_ROLES)[number];
