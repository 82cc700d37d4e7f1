/**
 * Which key was pressed, as far as actions listen to keys. Single keys rest while somebody types, where a dialog is open,
 * and where the focused control has a use for the key itself. Pure. What a key does stands in the records of the actions.
 */
import { latinKey } from '../ui/typedKey.ts';
import type { Chord } from './action.ts';

/** The part of `KeyboardEvent` that counts. */
export type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'ctrlKey'
  | 'metaKey'
  | 'altKey'
  | 'shiftKey'
  | 'repeat'
  | 'isComposing'
  | 'defaultPrevented'
>;

/**
 * What has the focus: something one types in; something that Space presses or scrolls; or nothing that has a use for keys.
 */
export type FocusKind = 'typing' | 'pressable' | 'none';

const singleKeys: readonly Chord[] = [' ', 's', 'r', '?'];

/** Ctrl or ⌘ and K, as in most programs that have commands to search: also while somebody types. */
const isModK = (press: KeyPress): boolean =>
  press.ctrlKey !== press.metaKey &&
  !press.altKey &&
  !press.shiftKey &&
  latinKey(press).toLowerCase() === 'k';

/** @param single Whether single keys act: people can switch them off. */
export function chordOf(press: KeyPress, focus: FocusKind, single = true): Chord | undefined {
  if (isModK(press)) return 'mod+k';
  if (!single || press.defaultPrevented || press.isComposing || press.repeat) return undefined;
  if (press.ctrlKey || press.metaKey || press.altKey || focus === 'typing') return undefined;
  // Caps Lock writes capitals; with Shift no letter acts, see below.
  const typed = latinKey(press).toLowerCase();
  const chord = singleKeys.find((key) => key === typed);
  if (chord === ' ' && focus === 'pressable') return undefined;
  // The question mark needs Shift on most keyboards; with the others Shift means something else.
  return press.shiftKey && chord !== '?' ? undefined : chord;
}

const pressable =
  'a[href], button, summary, input, select, [tabindex]:not([tabindex="-1"]), [role="button"], [role="menuitem"]';
const typing =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"])';
/** Dialogs, menus and lists have keys of their own, wherever the focus is in them. */
const ownKeys = '[role="dialog"], [role="menu"], [role="listbox"]';

/** What kind of thing an element is for keys. A button that cannot be pressed has no use for Space. */
export function focusKindOf(element: Pick<Element, 'matches' | 'closest'> | null): FocusKind {
  if (!element) return 'none';
  if (element.matches(typing) || element.closest(ownKeys)) return 'typing';
  return element.matches(pressable) && !element.matches('[aria-disabled="true"]') ? 'pressable' : 'none';
}
