/** What an experiment came to: which runs belong to it, what is missing, and that nothing is claimed that the runs do not show. */
import { describe, expect, it } from 'vitest';
import { experimentFinding } from '../../../src/app/state/experimentFinding.ts';
import {
  compares,
  missingOf,
  notTrained,
  type Study,
  studiesOf,
  withMoreSeeds,
} from '../../../src/app/state/experimentRuns.ts';
import { newRun } from '../../../src/app/state/run.ts';
import { newRecord } from '../../../src/app/state/runs.ts';
import type { RunRecord } from '../../../src/storage/runRecord.ts';
import {
  type ArmName,
  configOf,
  type ExperimentId,
  experimentOf,
  runsOf,
  sizes,
} from '../../../src/training/experiments.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';
import { epoch } from '../events.ts';

interface Ended {
  readonly train?: number;
  readonly test?: number;
  readonly outcome?: 'finished' | 'stopped' | 'diverged';
}
let told = 0;
function record(config: RunConfig, { train = 0.5, test = 0.4, outcome = 'finished' }: Ended = {}): RunRecord {
  const id = `r${++told}`;
  const problem = { kind: 'diverged', loss: 'train', step: 7, learningRate: 1, gentler: 0.1 } as const;
  const end = outcome === 'diverged' ? ({ outcome: 'failed', problem } as const) : ({ outcome } as const);
  const last = epoch(config.epochs, { trainAccuracy: train, testAccuracy: test });
  return {
    ...newRecord(newRun(id, config), [], told),
    epochs: [{ ...last, runId: id }] as RunRecord['epochs'],
    end: { type: 'end', runId: id, step: 70, ...end } as RunRecord['end'],
  };
}

const ready = (id: ExperimentId) => {
  const experiment = experimentOf(id);
  if (!experiment) throw new Error(`There is no ${id}.`);
  return experiment;
};
const size = sizes[1] as (typeof sizes)[number];

/** Runs of an experiment, by arm: the figure of each seed, or how else it ended. */
function runsWith(
  id: ExperimentId,
  figures: Partial<Record<ArmName, readonly (number | 'diverged' | 'stopped')[]>>,
): RunRecord[] {
  const experiment = ready(id);
  return experiment.arms.flatMap((arm) =>
    (figures[arm.name] ?? []).map((figure, i) =>
      record(
        configOf(experiment, arm, size, i + 1, defaultConfig),
        typeof figure === 'number' ? { train: figure, test: figure } : { outcome: figure },
      ),
    ),
  );
}
function studyOf(id: ExperimentId, figures: Parameters<typeof runsWith>[1]): Study {
  const [study] = studiesOf(ready(id), runsWith(id, figures));
  if (!study) throw new Error('There is no study.');
  return study;
}
const found = (...of: Parameters<typeof studyOf>) => experimentFinding(studyOf(...of));
const names = (study: Study | undefined) =>
  [...(study?.runs ?? [])].map(([arm, runs]) => `${arm} ${runs.map(({ config }) => config.seed).join()}`);

describe('runs of an experiment', () => {
  it('are told from their configs, whatever else was trained; the study trained last comes first', () => {
    const plain = ready('plain-20');
    const other = runsOf(plain, sizes[2] as typeof size, [1], defaultConfig).map((config) => record(config));
    const runs = runsWith('plain-20', { residual: [0.5, 0.6], plain: [0.4] });
    const strangers = [record(defaultConfig), ...runsWith('plain-56', { plain: [0.1] })];
    const studies = studiesOf(plain, [...other, ...strangers, ...runs]);
    expect(names(studies[0])).toEqual(['residual 1,2', 'plain 1']);
    expect(names(studies[1])).toEqual(['residual 1', 'plain 1']);
    expect(studies.filter(compares)).toHaveLength(2);
    // The settings that an experiment sets besides its arms must be those of a run too.
    expect(studiesOf(ready('plain-56'), runs)).toEqual([]);
  });

  it('count once a seed, the newest for all, and not where they were stopped or changed by hand', () => {
    const [first, again] = [0, 0].map((_, i) => runsWith('plain-20', { residual: [0.5 + i / 10] })[0]);
    const changed: RunRecord = {
      ...(runsWith('plain-20', { plain: [0.4] })[0] as RunRecord),
      changes: [{ type: 'change', runId: 'r', step: 3, settings: { learningRate: 1 } }],
    };
    const [study] = studiesOf(ready('plain-20'), [
      again as RunRecord,
      first as RunRecord,
      changed,
      ...runsWith('plain-20', { plain: ['stopped'] }),
    ]);
    expect(names(study)).toEqual(['residual 1']);
    expect(study?.runs.get('residual')?.[0]?.epochs[0]?.testAccuracy).toBe(0.6);
  });

  it('of one may belong to another too', () => {
    const deep = runsWith('depth', { 'depth-20': [0.4] });
    expect(names(studiesOf(ready('plain-20'), deep)[0])).toEqual(['residual 1']);
  });

  it('that an arm lacks are those of the seeds that another has; more seeds go on after the last', () => {
    const study = studyOf('plain-20', { residual: [0.5, 0.6, 0.7], plain: [0.4] });
    expect(missingOf(study).map(({ shortcut, seed }) => `${shortcut} ${seed}`)).toEqual(['none 2', 'none 3']);
    expect(withMoreSeeds(study).map(({ shortcut, seed }) => `${shortcut} ${seed}`)).toEqual([
      'identity 4',
      'none 4',
      'identity 5',
      'none 5',
      'identity 6',
      'none 6',
    ]);
    const planned = runsOf(ready('plain-20'), size, [1, 2], defaultConfig);
    expect(notTrained(planned, [...study.runs.values()].flat())).toEqual([planned[3]]);
  });
});

describe('a finding', () => {
  it('claims nothing of one run each, however far they are apart', () => {
    const finding = found('plain-20', { residual: [0.9], plain: [0.1] });
    expect(finding).toMatchObject({ story: 'open', several: false });
    expect(finding.comparisons[0]).toMatchObject({ ahead: 'residual', behind: 'plain', n: [1, 1] });
    expect(finding.comparisons[0]?.gap).toBeCloseTo(0.8);
    expect(finding.comparisons.every(({ difference }) => difference === undefined)).toBe(true);
  });

  it('says that the story holds, fails, or stays open', () => {
    const high = [0.6, 0.61, 0.62];
    const low = [0.3, 0.31, 0.32];
    expect(found('plain-20', { residual: high, plain: low }).story).toBe('holds');
    expect(found('plain-20', { residual: low, plain: high }).story).toBe('fails');
    expect(found('plain-20', { residual: [0.3, 0.6, 0.4], plain: [0.31, 0.5, 0.42] }).story).toBe('open');
  });

  it('takes runs that all diverged for lost, and what is left of some that did for no result', () => {
    const all = found('plain-20', { residual: [0.6, 0.61], plain: ['diverged', 'diverged'] });
    expect(all).toMatchObject({ story: 'holds', comparisons: [], several: true });
    expect(all.arms.map(({ n, diverged }) => [n, diverged])).toEqual([
      [2, 0],
      [0, 2],
    ]);
    const some = found('plain-20', { residual: [0.6, 0.61, 0.6], plain: [0.9, 0.9, 'diverged'] });
    expect(some).toMatchObject({ story: 'open', comparisons: [] });
    expect(found('plain-20', { residual: [0.6], plain: ['diverged'] }).story).toBe('open');
  });

  it('of a story that two are alike is against it where they differ, and no proof where they do not', () => {
    expect(found('shortcuts', { projection: [0.6, 0.61, 0.62], identity: [0.3, 0.31, 0.32] }).story).toBe(
      'fails',
    );
    expect(found('shortcuts', { projection: [0.6, 0.5, 0.7], identity: [0.58, 0.52, 0.69] }).story).toBe(
      'holds',
    );
    expect(found('shortcuts', { projection: [0.6], identity: [0.6] }).story).toBe('open');
  });

  it('of depth wants the deepest ahead, and names the shallow one where that is', () => {
    const rising = {
      'depth-8': [0.3, 0.31, 0.3],
      'depth-20': [0.4, 0.41, 0.4],
      'depth-32': [0.5, 0.5, 0.51],
    };
    expect(found('depth', { ...rising, 'depth-56': [0.6, 0.61, 0.6] }).story).toBe('holds');
    expect(found('depth', { ...rising, 'depth-56': [0.2, 0.21, 0.2] }).story).toBe('fails');
    // Ahead of the shallowest, and no further than chance from the one before.
    expect(found('depth', { ...rising, 'depth-56': [0.49, 0.51, 0.5] }).story).toBe('open');
  });

  it('of rates wants the best between the ends, where one that diverged counts as an end', () => {
    const rates = { 'rate-0.01': [0.4, 0.41, 0.4], 'rate-0.1': [0.6, 0.61, 0.6], 'rate-1': [0.3, 0.31, 0.3] };
    const lost = ['diverged', 'diverged', 'diverged'] as const;
    const finding = found('rates', { 'rate-0.001': [0.2, 0.21, 0.2], ...rates, 'rate-10': lost });
    expect(finding.story).toBe('holds');
    expect(finding.comparisons.map(({ ahead, behind }) => `${ahead} ${behind}`)).toEqual([
      'rate-0.1 rate-0.01',
      'rate-0.1 rate-1',
      'rate-0.1 rate-0.001',
    ]);
    expect(found('rates', { 'rate-0.001': [0.9, 0.91, 0.9], ...rates, 'rate-10': lost }).story).toBe('fails');
  });

  it('of two measures has wider intervals than of one: more is told at once', () => {
    const figures = { projection: [0.6, 0.61, 0.62], identity: [0.5, 0.52, 0.54] } as const;
    const one = found('shortcuts', figures).comparisons[0]?.difference;
    const two = found('plain-20', { residual: figures.projection, plain: figures.identity }).comparisons[0]
      ?.difference;
    expect(one?.mean).toBeCloseTo(two?.mean ?? 0);
    expect((two?.high ?? 0) - (two?.low ?? 0)).toBeGreaterThan((one?.high ?? 0) - (one?.low ?? 0));
  });
});
