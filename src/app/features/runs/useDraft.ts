/**
 * A text that is being typed. It is handed over when typing pauses and when its field loses the focus. A text that is too long
 * is never handed over: it stays in its field, which says so.
 */
import { useEffect, useRef, useState } from 'react';

const pause = 600;

export interface Draft {
  readonly text: string;
  /** Characters that may still be typed; below 0 for a text that is too long. */
  readonly left: number;
  readonly type: (text: string) => void;
  /** Hands over what was typed, at once. */
  readonly settle: () => void;
  /** Forgets what was typed since the last time. */
  readonly drop: () => void;
}

interface DraftOptions {
  readonly value: string;
  readonly commit: (text: string) => void;
  /** Characters at most. */
  readonly limit: number;
  /** False where only leaving the field hands over. */
  readonly whileTyping: boolean;
}

export function useDraft({ value, commit, limit, whileTyping }: DraftOptions): Draft {
  const [draft, setDraft] = useState<string>();
  const latest = useRef({ draft, commit });
  latest.current = { draft, commit };
  const text = draft ?? value;
  const left = limit - text.trim().length;
  const settle = () => {
    const { draft, commit } = latest.current;
    if (draft === undefined || left < 0) return;
    commit(draft);
    setDraft(undefined);
  };
  useEffect(() => {
    if (draft === undefined || !whileTyping || left < 0) return;
    const timer = setTimeout(() => latest.current.commit(draft), pause);
    return () => clearTimeout(timer);
  }, [draft, left, whileTyping]);
  return { text, left, type: setDraft, settle, drop: () => setDraft(undefined) };
}
