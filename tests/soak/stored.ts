/** What a browser has stored of runs, and what of it has gone from one look to the next. */
import type { Page } from '@playwright/test';

/** A run by what must not get lost of it. */
export interface StoredRun {
  readonly id: string;
  readonly name: string;
  readonly epochs: number;
  readonly note: string;
  readonly pinned: boolean;
  /** How it ended, if it did. */
  readonly outcome?: string;
  readonly checkpoint?: {
    /** Steps done. */
    readonly step: number;
    readonly epoch: number;
    /** Milliseconds since 1970. */
    readonly savedAt: number;
  };
}

/** From the database of the page, which is of the same origin. Nothing where it has none yet. */
export function readStored(page: Page): Promise<StoredRun[]> {
  return page.evaluate(async () => {
    // To open what is not there would make it.
    const there = (await indexedDB.databases()).some(({ name }) => name === 'resnet-playground');
    if (!there) return [];
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('resnet-playground');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const reading = db.transaction(['runs', 'checkpoints']);
      const [runs, checkpoints] = await Promise.all(
        ['runs', 'checkpoints'].map(
          (store) =>
            new Promise<Record<string, unknown>[]>((resolve, reject) => {
              const request = reading.objectStore(store).getAll();
              request.onsuccess = () => resolve(request.result);
              request.onerror = () => reject(request.error);
            }),
        ),
      );
      const infos = new Map(checkpoints?.map((info) => [info.runId, info] as const));
      return (runs ?? []).map((run) => {
        const info = infos.get(run.id);
        return {
          id: String(run.id),
          name: String(run.name),
          note: String(run.note ?? ''),
          pinned: run.pinned === true,
          epochs: (run.epochs as unknown[]).length,
          outcome: (run.end as { outcome?: string } | undefined)?.outcome,
          ...(info && {
            checkpoint: { step: Number(info.step), epoch: Number(info.epoch), savedAt: Number(info.savedAt) },
          }),
        };
      });
    } finally {
      db.close();
    }
  });
}

/** Checkpoints of so many runs stay; those of earlier ones may go, unless they are pinned. */
const keptRuns = 20;

/**
 * A sentence for everything that was stored and is no longer.
 * @param current The run under way, which may be back at its checkpoint for now: only that it is there is asked of it.
 */
export function lostBetween(
  before: readonly StoredRun[],
  after: readonly StoredRun[],
  current?: string,
): string[] {
  const now = new Map(after.map((run) => [run.id, run]));
  const newest = [...after]
    .sort((a, b) => (b.checkpoint?.savedAt ?? 0) - (a.checkpoint?.savedAt ?? 0))
    .slice(0, keptRuns);
  const oldest = Math.min(...newest.map(({ checkpoint }) => checkpoint?.savedAt ?? 0));
  const lost: string[] = [];
  for (const was of before) {
    const is = now.get(was.id);
    const say = (what: string) => void lost.push(`${was.name} (${was.id}) ${what}`);
    if (!is) {
      say('is gone');
      continue;
    }
    if (was.note !== '' && is.note !== was.note) say(`has the note "${is.note}" in place of "${was.note}"`);
    if (was.pinned && !is.pinned) say('is pinned no longer');
    const mayGo = !was.pinned && (was.checkpoint?.savedAt ?? 0) < oldest;
    if (was.checkpoint && !is.checkpoint && !mayGo) say('has no checkpoint any more');
    if (was.id === current) continue;
    if (is.epochs < was.epochs) say(`has ${is.epochs} epochs in place of ${was.epochs}`);
    if (was.outcome === 'finished' && is.outcome !== was.outcome)
      say(`is ${is.outcome ?? 'without an end'} though it was finished`);
    if (was.checkpoint && is.checkpoint && is.checkpoint.step < was.checkpoint.step)
      say(`is kept at step ${is.checkpoint.step} in place of ${was.checkpoint.step}`);
  }
  return lost;
}
