/** The paths of runs in the browser's database. The worker writes and reads them. */
import * as v from 'valibot';
import type { PathPoint } from '../nn/pathPlane.ts';
import { count } from '../training/schemas.ts';
import { inDatabase } from './database.ts';
import { infoOf, isAstray, type PathInfo, type PathRepository, pathSurplus } from './pathRepository.ts';
import { isAsWritten, withChecksum } from './recordChecksum.ts';
import { epochsFrom, pathStores } from './schema.ts';
import { done } from './transactions.ts';

const infoSchema = v.object({
  runId: v.string(),
  epoch: count,
  step: count,
  bytes: count,
  savedAt: v.pipe(v.number(), v.finite()),
  blocks: v.string(),
});
const pointSchema = v.object({
  epoch: count,
  step: count,
  weights: v.array(v.object({ name: v.string(), shape: v.array(count), data: v.instance(Float32Array) })),
});

const isInfo = (info: unknown): info is PathInfo => v.is(infoSchema, info);

/** The database may hold points of another version of the page, or damaged ones: those do not count. */
function readPoint(stored: unknown): PathPoint[] {
  if (!isAsWritten(stored)) return [];
  const result = v.safeParse(pointSchema, stored);
  return result.success ? [result.output] : [];
}

export const pathDatabase: PathRepository = {
  load: (runId) => inDatabase(async (db) => (await db.getAll('paths', epochsFrom(runId))).flatMap(readPoint)),
  keep: (runId, place, points, at) =>
    inDatabase(async (db) => {
      const change = db.transaction([...pathStores, 'deletedRuns'], 'readwrite');
      const infos = change.objectStore('pathInfos');
      const paths = change.objectStore('paths');
      const remove = ({ runId: of, epoch }: PathInfo) => {
        const key: [string, number] = [of, epoch];
        return Promise.all([infos.delete(key), paths.delete(key)]);
      };
      const put = async () => {
        if ((await change.objectStore('deletedRuns').get(runId)) !== undefined) return;
        const own = (await infos.getAll(epochsFrom(runId))).filter(isInfo);
        await Promise.all(own.filter((info) => isAstray(info, place)).map(remove));
        await Promise.all(
          points.flatMap((point) => {
            const key: [string, number] = [runId, point.epoch];
            return [
              infos.put(infoOf(runId, place, point, at), key),
              paths.put(withChecksum({ ...point }), key),
            ];
          }),
        );
        const known = (await infos.getAll()).filter(isInfo);
        await Promise.all(pathSurplus(known, runId).map(remove));
      };
      await done(change, [put()]);
    }),
};
