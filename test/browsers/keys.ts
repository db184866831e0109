/** WebDriver's code points for keys without a character. */
const CODE: Readonly<Record<string, string>> = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  ControlOrMeta: process.platform === 'darwin' ? '\uE03D' : '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Meta: '\uE03D',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Space: ' ',
  Tab: '\uE004',
};

export interface KeyAction {
  readonly type: 'keyDown' | 'keyUp';
  readonly value: string;
}

/** `Alt+Shift+U` as WebDriver key actions: down in order, up in reverse. */
export function chord(keys: string): KeyAction[] {
  const names = keys === '+' ? ['+'] : keys.split('+');
  const values = names.map((name) => {
    const value = CODE[name] ?? name;
    if (Array.from(value).length !== 1) throw new Error(`${keys}: "${name}" is no key that the drivers know.`);
    return value;
  });
  return [
    ...values.map((value): KeyAction => ({ type: 'keyDown', value })),
    ...values.toReversed().map((value): KeyAction => ({ type: 'keyUp', value })),
  ];
}

/** A text as key actions, one press for each character. */
export function keystrokes(text: string): KeyAction[] {
  return Array.from(text).flatMap((character): KeyAction[] => {
    const value = character === '\n' ? (CODE['Enter'] ?? character) : character;
    return [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ];
  });
}
