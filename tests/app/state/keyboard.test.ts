/** Which key does what, and when keys rest. */
import { describe, expect, it } from 'vitest';
import { isPaletteKey, type KeyPress, playAction, shortcutOf } from '../../../src/app/state/keyboard.ts';
import { foldEvent, newRun } from '../../../src/app/state/run.ts';
import { config, end, phase, runId, start, step } from '../events.ts';

const training = [start(), phase('training'), step(9)].reduce(foldEvent, newRun(runId, config));
const paused = foldEvent(training, phase('paused'));
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...{ repeat: false, isComposing: false, defaultPrevented: false },
  ...more,
});

describe('shortcuts', () => {
  it('are single keys', () => {
    const found = [' ', 's', 'r', '?', 'x', 'Enter', 'ArrowLeft'].map((key) =>
      shortcutOf(press(key), 'none'),
    );
    expect(found).toEqual(['play', 'step', 'reset', 'help', undefined, undefined, undefined]);
  });

  it('rest while typing, with other keys held, when held down, and where somebody else took the key', () => {
    expect(shortcutOf(press('r'), 'typing')).toBeUndefined();
    for (const held of [
      'ctrlKey',
      'metaKey',
      'altKey',
      'shiftKey',
      'repeat',
      'isComposing',
      'defaultPrevented',
    ])
      expect(shortcutOf(press('r', { [held]: true }), 'none'), held).toBeUndefined();
  });

  it('leave Space to the control that has the focus, but no letters', () => {
    expect(shortcutOf(press(' '), 'pressable')).toBeUndefined();
    expect(shortcutOf(press('s'), 'pressable')).toBe('step');
  });

  it('take the question mark with Shift', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), 'none')).toBe('help');
  });

  it('play, pause and go on, and wait while a command is on its way', () => {
    expect(playAction(undefined)).toBe('start');
    expect(playAction(training)).toBe('pause');
    expect(playAction({ ...training, asked: 'pause' })).toBeUndefined();
    expect(playAction(paused)).toBe('resume');
    expect(playAction(foldEvent(training, end('stopped')))).toBe('start');
  });
});

describe('the key of the palette', () => {
  it('is K with Ctrl or the command key alone', () => {
    expect(isPaletteKey(press('k', { ctrlKey: true }))).toBe(true);
    expect(isPaletteKey(press('K', { metaKey: true }))).toBe(true);
    expect(isPaletteKey(press('k'))).toBe(false);
    expect(isPaletteKey(press('k', { ctrlKey: true, metaKey: true }))).toBe(false);
    expect(isPaletteKey(press('k', { ctrlKey: true, shiftKey: true }))).toBe(false);
  });
});
