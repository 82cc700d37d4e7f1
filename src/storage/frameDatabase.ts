/** Frames in the browser's database. The worker writes them, the page reads them. */
import * as v from 'valibot';
import { type Frame, frameBytes } from '../training/frames.ts';
import { count, frame as frameSchema } from '../training/schemas.ts';
import { inDatabase } from './database.ts';
import { type FrameInfo, type FrameRepository, surplus } from './frameRepository.ts';
import { isAsWritten, withChecksum } from './recordChecksum.ts';
import { epochsFrom, frameStores } from './schema.ts';
import { done } from './transactions.ts';

/** How long a deletion may still be undone in another tab; the frames of a run that was deleted longer ago go. Milliseconds. */
const undoable = 24 * 60 * 60 * 1000;

const infoSchema = v.object({
  runId: v.string(),
  epoch: count,
  step: count,
  bytes: count,
  savedAt: v.pipe(v.number(), v.finite()),
  readers: v.optional(v.boolean()),
});

const isInfo = (info: unknown): info is FrameInfo => v.is(infoSchema, info);

/** The database may hold records of another version of the page, or damaged ones: those do not count. */
function readFrame(stored: unknown): Frame | undefined {
  if (!isAsWritten(stored)) return undefined;
  const result = v.safeParse(frameSchema, stored);
  return result.success ? result.output : undefined;
}

export const frameDatabase: FrameRepository = {
  list: (runId) =>
    inDatabase(async (db) => {
      const infos = await db.getAll('frameInfos', epochsFrom(runId));
      return infos.filter(isInfo);
    }),
  load: (runId, epoch) => inDatabase(async (db) => readFrame(await db.get('frames', [runId, epoch]))),
  save: (runId, frame, at) =>
    inDatabase(async (db) => {
      const change = db.transaction([...frameStores, 'deletedRuns'], 'readwrite');
      const infos = change.objectStore('frameInfos');
      const frames = change.objectStore('frames');
      /** Takes the readers out of a frame. */
      const strip = async (info: FrameInfo) => {
        const key: [string, number] = [info.runId, info.epoch];
        const stored = readFrame(await frames.get(key));
        if (!stored) return;
        const { readers: _, ...rest } = stored;
        await Promise.all([
          frames.put(withChecksum(rest), key),
          infos.put({ ...info, bytes: frameBytes(rest), readers: false }, key),
        ]);
      };
      const put = async () => {
        const deletedRuns = change.objectStore('deletedRuns');
        if ((await deletedRuns.get(runId)) !== undefined) return;
        const { epoch, step } = frame;
        const bytes = frameBytes(frame);
        const info: FrameInfo = {
          runId,
          epoch,
          step,
          bytes,
          savedAt: at,
          readers: frame.readers !== undefined,
        };
        await Promise.all([
          infos.put(info, [runId, epoch]),
          frames.put(withChecksum({ ...frame }), [runId, epoch]),
        ]);
        if (info.readers) {
          const ofRun = (await infos.getAll(epochsFrom(runId))).filter(isInfo);
          for (const other of ofRun) if (other.readers && other.epoch !== epoch) await strip(other);
        }
        const remove = (key: [string, number]) => Promise.all([infos.delete(key), frames.delete(key)]);
        const deleted = new Set<string>();
        for await (const { key, value } of deletedRuns) if (at - value > undoable) deleted.add(key);
        const known = (await infos.getAll()).filter(isInfo);
        const gone = known.filter((other) => deleted.has(other.runId));
        gone.push(...surplus(known.filter((other) => !deleted.has(other.runId))));
        await Promise.all(gone.map((other) => remove([other.runId, other.epoch])));
      };
      await done(change, [put()]);
    }),
  cut: (runId, epoch) =>
    inDatabase(async (db) => {
      const change = db.transaction(frameStores, 'readwrite');
      const gone = epochsFrom(runId, epoch + 1);
      await done(
        change,
        frameStores.map((store) => change.objectStore(store).delete(gone)),
      );
    }),
};

/** Bytes that the frames and the path of every run take, by its id. */
export const frameSizes = (): Promise<ReadonlyMap<string, number>> =>
  inDatabase(async (db) => {
    const sizes = new Map<string, number>();
    for (const info of [...(await db.getAll('frameInfos')), ...(await db.getAll('pathInfos'))])
      if (isInfo(info)) sizes.set(info.runId, (sizes.get(info.runId) ?? 0) + info.bytes);
    return sizes;
  });
