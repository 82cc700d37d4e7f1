/**
 * Which key does what, anywhere on the page. Single keys only, so they rest while somebody types, where a dialog is open,
 * and where the focused control has a use for the key itself. Pure.
 */
import type { Run } from './run.ts';
import { isActive } from './run.ts';

export type Shortcut = 'play' | 'step' | 'reset' | 'help' | 'palette';

/** The part of `KeyboardEvent` that counts. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing' | 'defaultPrevented'
>;

/**
 * What has the focus: something one types in; something that Space presses or scrolls; or nothing that has a use for keys.
 */
export type FocusKind = 'typing' | 'pressable' | 'none';

const keys: Readonly<Record<string, Shortcut>> = { ' ': 'play', s: 'step', r: 'reset', '?': 'help' };

/** Ctrl or ⌘ and K, as in most programs that have commands to search: also while somebody types. */
export const isPaletteKey = (press: KeyPress): boolean =>
  press.ctrlKey !== press.metaKey && !press.altKey && !press.shiftKey && press.key.toLowerCase() === 'k';

/** The shortcut a single key stands for, if it stands for one. */
export function shortcutOf(press: KeyPress, focus: FocusKind): Shortcut | undefined {
  if (press.defaultPrevented || press.isComposing || press.repeat) return undefined;
  if (press.ctrlKey || press.metaKey || press.altKey || focus === 'typing') return undefined;
  const shortcut = keys[press.key];
  if (shortcut === 'play' && focus === 'pressable') return undefined;
  // The question mark needs Shift on most keyboards; with the others Shift means something else.
  return press.shiftKey && shortcut !== 'help' ? undefined : shortcut;
}

/** What Space does to a run: nothing while a command is on its way. */
export function playAction(run: Run | undefined): 'start' | 'pause' | 'resume' | undefined {
  if (!isActive(run)) return 'start';
  if (run.asked) return undefined;
  return run.phase === 'paused' ? 'resume' : 'pause';
}

const pressable =
  'a[href], button, summary, input, select, [tabindex]:not([tabindex="-1"]), [role="button"], [role="menuitem"]';
const typing =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"])';
/** Dialogs, menus and lists have keys of their own, wherever the focus is in them. */
const apart = '[role="dialog"], [role="menu"], [role="listbox"]';

/** What kind of thing an element is for shortcuts. A button that cannot be pressed has no use for Space. */
export function focusKindOf(element: Pick<Element, 'matches' | 'closest'> | null): FocusKind {
  if (!element) return 'none';
  if (element.matches(typing) || element.closest(apart)) return 'typing';
  return element.matches(pressable) && !element.matches('[aria-disabled="true"]') ? 'pressable' : 'none';
}
