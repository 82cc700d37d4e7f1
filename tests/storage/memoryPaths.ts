/** A repository of paths that holds them as long as it lives. */
import type { PathPoint } from '../../src/nn/pathPlane.ts';
import {
  infoOf,
  isAstray,
  type PathInfo,
  type PathRepository,
  pathSurplus,
} from '../../src/storage/pathRepository.ts';

export function memoryPaths(): PathRepository {
  const stored = new Map<string, { readonly info: PathInfo; readonly point: PathPoint }>();
  const keyOf = ({ runId, epoch }: Pick<PathInfo, 'runId' | 'epoch'>) => `${epoch} ${runId}`;
  return {
    load: async (runId) =>
      [...stored.values()]
        .filter(({ info }) => info.runId === runId)
        .map(({ point }) => point)
        .sort((a, b) => a.epoch - b.epoch),
    async keep(runId, place, points, at) {
      for (const { info } of [...stored.values()])
        if (info.runId === runId && isAstray(info, place)) stored.delete(keyOf(info));
      for (const point of points) {
        const info = infoOf(runId, place, point, at);
        stored.set(keyOf(info), { info, point });
      }
      const infos = [...stored.values()].map(({ info }) => info);
      for (const info of pathSurplus(infos, runId)) stored.delete(keyOf(info));
    },
  };
}
