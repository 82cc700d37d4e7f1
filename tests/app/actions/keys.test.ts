/** Which keys are heard, and when they rest. What they do: actions.test.ts. */
import { describe, expect, it } from 'vitest';
import { chordOf, type KeyPress } from '../../../src/app/actions/keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
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
