// Mistakes are underlined as they are typed, without a network, and the code can be tidied up.

import { expect, test } from './support/test';

const BROKEN = 'from machine import Pin\nled = Pin(25, Pin.OUT)\nled.on\nprnt("hello")\n';

test('mistakes are underlined, explained and mended', async ({ adder, ui }) => {
  await ui.write(BROKEN);
  const unknown = ui.part('editor').locator('.cm-lintRange-error');
  await expect(unknown).toHaveText('prnt');
  await expect(ui.part('editor').locator('.cm-lintRange-warning')).toHaveText('led.on');
  await unknown.hover();
  await expect(ui.page.locator('.cm-tooltip-lint')).toContainText('“prnt” is not known here');
  await adder.screenshot('mistakes-light');
  await ui.colours('dark');
  await unknown.hover();
  await adder.screenshot('mistakes-dark');

  // With the keyboard alone: the list of mistakes, and the first one's own fix.
  await ui.write('import os\nx = 1\nprint(x == None)\n');
  await expect(ui.part('editor').locator('.cm-lintRange-warning')).toBeVisible();
  await ui.page.keyboard.press('ControlOrMeta+Shift+M');
  const list = ui.page.locator('.cm-panel-lint');
  await expect(list).toContainText('Compare with None');
  await ui.page.keyboard.press('f'); // the underlined letter of "Fix it"
  await expect(ui.editorText).not.toContainText('import os');
});

test('what MicroPython has and has not is known', async ({ ui }) => {
  const program = [
    'import micropython',
    '@micropython.asm_thumb',
    'def add(r0, r1):',
    '    add(r0, r0, r1)',
    '    label(LOOP)',
    'if (n := 3) > 2:',
    '    print(n)',
    'match n:',
    '    case 3: pass',
  ].join('\n');
  await ui.write(program);
  const marks = ui.part('editor').locator('.cm-lintRange');
  await expect(marks).toHaveText(['match']);
  await marks.hover();
  await expect(ui.page.locator('.cm-tooltip-lint')).toContainText('MicroPython does not have');
});

test('the code is tidied up on demand, and undo brings it back', async ({ ui }) => {
  await ui.write('def f( a ) :\n  return  a+1\nprint(f(1) )\n');
  await ui.page.keyboard.press('Shift+Alt+F');
  await expect(ui.editorText).toContainText('def f(a):');
  await expect(ui.editorText).toContainText('    return a + 1');
  await ui.page.keyboard.press('ControlOrMeta+Z');
  await expect(ui.editorText).toContainText('def f( a ) :');
  await ui.write('def f(:\n');
  await ui.page.keyboard.press('Shift+Alt+F');
  await expect(ui.part('notice')).toContainText('First mend the mistakes');
});
