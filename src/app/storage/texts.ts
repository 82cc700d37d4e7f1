/** Texts that the browser keeps for the page. Storage may be blocked: then nothing is kept, and nothing breaks. */

/** Such as `() => localStorage`: every access may throw. */
export type Keep = () => Pick<Storage, 'getItem' | 'setItem'>;

/** The text kept under a name, if there is one and we may read it. */
export function keptText(keep: Keep, name: string): string | undefined {
  try {
    return keep().getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text where we may. */
export function keepText(keep: Keep, name: string, text: string): void {
  try {
    keep().setItem(name, text);
  } catch {
    // Blocked or full: what is set holds for this visit.
  }
}
