/** Records in the database as several tabs write them, and as it is closed or deleted under a page. */
import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newRun } from '../../src/app/state/run.ts';
import { newRecord } from '../../src/app/state/runs.ts';
import { config } from '../app/events.ts';

/** What a tab has of its own: its modules. */
async function tab() {
  vi.resetModules();
  const [{ openDatabase }, { openRunRepository }, checkpoints] = await Promise.all([
    import('../../src/storage/database.ts'),
    import('../../src/storage/runDatabase.ts'),
    import('../../src/storage/checkpointDatabase.ts'),
  ]);
  return { openDatabase, ...checkpoints, ...(await openRunRepository()) };
}
const run = newRecord(newRun('r', config), [], 1);

describe('records of runs', () => {
  beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

  it('get the changes of all tabs, one after the other, though they were asked for at once', async () => {
    const [a, b] = [await tab(), await tab()];
    await a.change('r', () => run);
    await Promise.all([
      ...['x', 'y', 'z'].map((letter) =>
        a.change('r', (stored) => ({ ...(stored ?? run), note: `${stored?.note}${letter}` })),
      ),
      b.change('r', (stored) => ({ ...(stored ?? run), pinned: true })),
      b.change('r', (stored) => ({ ...(stored ?? run), name: 'renamed' })),
    ]);
    expect(await b.read('r')).toEqual({ ...run, note: 'xyz', pinned: true, name: 'renamed' });
  });

  it('that were deleted stay so whatever another tab writes, until they are had back', async () => {
    const [a, b] = [await tab(), await tab()];
    await a.change('r', () => run);
    await a.remove('r', 7);
    expect(await b.change('r', () => run)).toBeUndefined();
    expect(await b.load()).toEqual({ runs: [], damaged: 0 });
    await a.restore(run);
    expect(await b.change('r', (stored) => ({ ...(stored ?? run), note: 'On.' }))).toMatchObject({
      note: 'On.',
    });
  });

  it('are written where the browser closed the database, or deleted it', async () => {
    const a = await tab();
    await a.change('r', () => run);
    // As when a person deletes the data of the site.
    forceCloseDatabase((await a.openDatabase()) as never);
    await a.change('r', (stored) => ({ ...(stored ?? run), note: 'Closed.' }));
    expect(await a.read('r')).toMatchObject({ note: 'Closed.' });
    const deleted = new Promise((done) => {
      indexedDB.deleteDatabase('resnet-playground').onsuccess = done;
    });
    const [written] = await Promise.all([a.change('r', (stored) => stored ?? run), deleted]);
    expect(written).toBeDefined();
    await a.change('r', (stored) => stored ?? run);
    expect(await a.read('r')).toEqual(run);
  });

  it('that are pinned keep their weights, whichever tab makes room and whichever pinned them', async () => {
    const [a, b] = [await tab(), await tab()];
    const files = { last: Uint8Array.of(1), best: Uint8Array.of(2) };
    for (const id of ['r', 's', 't']) {
      await a.change(id, () => ({ ...run, id }));
      const info = { runId: id, savedAt: 1, bytes: 2, config, step: 1, epoch: 1 };
      await a.checkpointDatabase.save(info, files);
    }
    // B does not hear of it.
    await a.change('s', (stored) => ({ ...(stored ?? run), pinned: true }));
    expect(await b.dropCheckpoints(['r', 's'])).toEqual(['r']);
    expect((await a.checkpointDatabase.list()).map(({ runId }) => runId)).toEqual(['s', 't']);
    expect(await a.checkpointDatabase.load('r', 'last')).toBeUndefined();
    expect(await a.checkpointDatabase.load('s', 'best')).toEqual(files.best);
    expect(await a.read('r'), 'curves and results stay').toBeDefined();
  });

  it('are not changed at all where a change fails', async () => {
    const a = await tab();
    await a.change('r', () => run);
    const broken = a.change('r', () => {
      throw new Error('No such change.');
    });
    await expect(broken).rejects.toThrow('No such change.');
    expect(await a.read('r')).toEqual(run);
  });
});
