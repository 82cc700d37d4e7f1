/** What does not hold of a hand-in, told from the file itself and from what its weights came to. Pure. */

import type { StoredRun } from '../../../formats/checkpointFile.ts';
import type { HandIn, ReadHandIn } from '../../../formats/handIn.ts';
import type { ClassroomProblem } from '../../../problems/classroom.ts';
import { AssignmentError, type AssignmentTexts, assignmentFrom } from '../../../training/assignment.ts';
import { datasetOf } from '../../../training/config.ts';
import { type RunConfig, settings } from '../../../training/settings.ts';

/** What the weights of a hand-in get right here. */
export interface Evaluated {
  readonly testAccuracy: number;
  readonly images: number;
}

/**
 * Test pictures that may be classified otherwise here than where the run was trained. Another GPU, or another way to compute a convolution,
 * rounds otherwise, which turns a picture whose two best classes are within that rounding; the same device gives the same number. Float32
 * rounds in the seventh digit, float16 in the third.
 */
export const toleratedPictures = ({ storage }: Pick<RunConfig, 'storage'>, pictures: number): number =>
  Math.max(1, Math.ceil(pictures * (storage === 'float16' ? 0.01 : 0.002)));

/** Test pictures that a run was evaluated on. */
export const testedPictures = (config: RunConfig): number =>
  Math.min(config.testImages, datasetOf(config).images.test);

const isShare = (x: number): boolean => x >= 0 && x <= 1;
/** Of so many pictures, a share is a whole number of them. */
const isOf = (share: number, pictures: number): boolean =>
  Math.abs(share * pictures - Math.round(share * pictures)) < 1e-3;

/** The first epoch that cannot be one of the run, if any. */
function wrongEpoch({ epochs, config }: StoredRun): number | undefined {
  const pictures = testedPictures(config);
  const wrong = epochs.findIndex(
    ({ epoch, step, trainAccuracy, testAccuracy }, i) =>
      epoch !== i + 1 ||
      step <= (epochs[i - 1]?.step ?? 0) ||
      !isShare(trainAccuracy) ||
      !isShare(testAccuracy) ||
      !isOf(testAccuracy, pictures),
  );
  return wrong < 0 ? undefined : wrong + 1;
}

function brokenBy(texts: NonNullable<HandIn['assignment']>, config: RunConfig): ClassroomProblem[] {
  try {
    const assignment = assignmentFrom(texts);
    const { kept } = assignment.admit(config);
    if (kept.length === 0) return [];
    const names = kept.map((key) => ({ key, label: settings[key].label }));
    return [{ kind: 'hand-in-breaks', settings: names }];
  } catch (error) {
    if (error instanceof AssignmentError) return [{ kind: 'hand-in-not-right' }];
    throw error;
  }
}

/** @param expected The assignment that a teacher set, where that is known. */
export function faultsOf(
  { handIn, run, whole }: Pick<ReadHandIn, 'handIn' | 'run' | 'whole'>,
  expected?: AssignmentTexts,
): ClassroomProblem[] {
  const { assignment, claim } = handIn;
  const faults: ClassroomProblem[] = [];
  if (!whole) faults.push({ kind: 'hand-in-changed' });
  if (assignment) faults.push(...brokenBy(assignment, run.config));
  if (expected && (assignment?.lock !== expected.lock || assignment.task !== expected.task))
    faults.push({ kind: 'hand-in-other-assignment' });
  const last = run.epochs.at(-1);
  const wrong = wrongEpoch(run);
  const claimed = last?.testAccuracy === claim.testAccuracy && claim.pictures === testedPictures(run.config);
  if (wrong !== undefined) faults.push({ kind: 'hand-in-curve', epoch: wrong });
  else if (last && !claimed) faults.push({ kind: 'hand-in-curve', epoch: last.epoch });
  if (run.epochs.length < run.config.epochs || run.position.step !== last?.step)
    faults.push({ kind: 'hand-in-unfinished', epochs: run.epochs.length, of: run.config.epochs });
  return faults;
}

/** What is wrong with a claim by what its weights came to. */
export function forgedBy(
  { claim }: HandIn,
  config: RunConfig,
  { testAccuracy, images }: Evaluated,
  percent: (share: number) => string,
): ClassroomProblem | undefined {
  const apart = Math.abs(claim.testAccuracy - testAccuracy) * images;
  if (claim.pictures === images && apart <= toleratedPictures(config, images) + 1e-6) return undefined;
  return {
    kind: 'hand-in-forged',
    claimed: percent(claim.testAccuracy),
    found: percent(testAccuracy),
    pictures: images,
  };
}
