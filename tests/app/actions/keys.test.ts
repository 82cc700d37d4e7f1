/** Which keys are heard, and when they rest. What they do: actions.test.ts. */
import { describe, expect, it } from 'vitest';
import { chordOf, type KeyPress } from '../../../src/app/actions/keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
});

describe('shortcuts', () => {
  it('are single keys', () => {
    const found = [' ', 's', 'r', '?', 'x', 'Enter', 'ArrowLeft'].map((key) => chordOf(press(key), 'none'));
    expect(found).toEqual([' ', 's', 'r', '?', undefined, undefined, undefined]);
  });

  it('rest while typing, with other keys held, when held down, and where somebody else took the key', () => {
    expect(chordOf(press('r'), 'typing')).toBeUndefined();
    for (const held of [
      'ctrlKey',
      'metaKey',
      'altKey',
      'shiftKey',
      'repeat',
      'isComposing',
      'defaultPrevented',
    ])
      expect(chordOf(press('r', { [held]: true }), 'none'), held).toBeUndefined();
  });

  it('leave Space to the control that has the focus, but no letters', () => {
    expect(chordOf(press(' '), 'pressable')).toBeUndefined();
    expect(chordOf(press('s'), 'pressable')).toBe('s');
  });

  it('take the question mark with Shift', () => {
    expect(chordOf(press('?', { shiftKey: true }), 'none')).toBe('?');
  });

  it('rest where a person switched them off', () => {
    expect(chordOf(press('s'), 'none', false)).toBeUndefined();
    expect(chordOf(press('k', { ctrlKey: true }), 'none', false)).toBe('mod+k');
  });
});

/** What the keys K, S and R of an American board write, and how its question mark is typed. */
const layouts: readonly (readonly [string, string, string, string, string])[] = [
  ['Russian', 'л', 'ы', 'к', '?'],
  ['Ukrainian', 'л', 'і', 'к', '?'],
  ['Greek', 'κ', 'σ', 'ρ', '?'],
  ['Hebrew', 'ל', 'ד', 'ר', '?'],
  ['Arabic', 'ن', 'س', 'ق', '؟'],
  ['Korean', 'ㅏ', 'ㄴ', 'ㄱ', '?'],
  ['Hindi', 'क', 'े', 'ी', '?'],
];

describe('keyboards of other scripts', () => {
  it.each(layouts)('%s', (_, k, s, r, question) => {
    for (const held of ['ctrlKey', 'metaKey'])
      expect(chordOf(press(k, { code: 'KeyK', [held]: true }), 'typing')).toBe('mod+k');
    expect(chordOf(press(s, { code: 'KeyS' }), 'none')).toBe('s');
    expect(chordOf(press(r, { code: 'KeyR' }), 'none')).toBe('r');
    expect(chordOf(press(question, { code: 'Slash', shiftKey: true }), 'none')).toBe('?');
    expect(chordOf(press(s, { code: 'KeyS', shiftKey: true }), 'none')).toBeUndefined();
    expect(chordOf(press(s, { code: 'KeyS' }), 'typing')).toBeUndefined();
  });

  it('leave Latin layouts their own letters', () => {
    // Dvorak has its T where the American board has its K, and its K where that has its V.
    expect(chordOf(press('t', { code: 'KeyK', ctrlKey: true }), 'none')).toBeUndefined();
    expect(chordOf(press('k', { code: 'KeyV', ctrlKey: true }), 'none')).toBe('mod+k');
    expect(chordOf(press('o', { code: 'KeyS' }), 'none')).toBeUndefined();
  });

  it('write full-width signs, and capitals under Caps Lock', () => {
    expect(chordOf(press('？', { code: 'Slash', shiftKey: true }), 'none')).toBe('?');
    expect(chordOf(press('\u3000', { code: 'Space' }), 'none')).toBe(' ');
    expect(chordOf(press('S', { code: 'KeyS' }), 'none')).toBe('s');
  });
});

describe('the key of the palette', () => {
  const heard = (key: string, more: Partial<KeyPress> = {}) => chordOf(press(key, more), 'typing');

  it('is K with Ctrl or the command key alone, also while somebody types', () => {
    expect(heard('k', { ctrlKey: true })).toBe('mod+k');
    expect(heard('K', { metaKey: true })).toBe('mod+k');
    expect(heard('k')).toBeUndefined();
    expect(heard('k', { ctrlKey: true, metaKey: true })).toBeUndefined();
    expect(heard('k', { ctrlKey: true, shiftKey: true })).toBeUndefined();
  });
});
