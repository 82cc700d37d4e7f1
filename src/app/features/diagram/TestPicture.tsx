/** A test picture by its number, which the worker has: one that lies in no file beside the page. */
import { useMemo } from 'react';
import type { DatasetName } from '../../../data/sets/index.ts';
import { usePictures } from '../../state/reactFrames.ts';
import { Pixels } from '../../ui/Pixels.tsx';

export interface TestPictureProps {
  readonly dataset: DatasetName;
  readonly index: number;
  /** Whole pixels on the page. */
  readonly side: number;
}

export function TestPicture({ dataset, index, side }: TestPictureProps) {
  const wanted = useMemo(() => [index], [index]);
  const [pixels] = usePictures(dataset, wanted);
  return pixels && <Pixels pixels={pixels} side={side} />;
}
