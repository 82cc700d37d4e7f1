/** `landscape`: the loss around stored weights, in a plane through them, and that of a second network on the same scale. */
import { extname } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { writeWhole } from '../../base/node/wholeFile.ts';
import { landscapeCsv, type NamedLandscape } from '../../formats/landscape/csv.ts';
import { notFinite } from '../../formats/landscape/relief.ts';
import { usualView } from '../../formats/landscape/scene.ts';
import { landscapeSvg } from '../../formats/landscape/svg.ts';
import { specKeys } from '../../formats/modelMetadata.ts';
import { modelName } from '../../model/presets.ts';
import type { KeptPath } from '../../trainer/landscapePlane.ts';
import { specOf } from '../../training/config.ts';
import {
  type Landscape,
  type LandscapePath,
  type LandscapePlan,
  landscapePictures,
  landscapePlanes,
  landscapeReach,
  landscapeSizes,
  usualPlan,
} from '../../training/landscape.ts';
import { figuresOf } from '../../training/landscapeFigures.ts';
import { numberIn } from '../../training/numbers.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { Command, Terminal } from '../command.ts';
import { countingUp } from '../countingUp.ts';
import { type Asked, dataOptions, readAsked, withoutModel } from '../dataOptions.ts';
import { type Measuring, measuringOf } from '../measuring.ts';
import { type Options, UsageError } from '../options.ts';
import { keptPath } from '../pathFolder.ts';
import { setText } from '../setText.ts';
import { readStoredRun } from '../storedRun.ts';
import type { StoredWeights } from '../storedWeights.ts';

const extras = {
  weights: {
    kind: 'text',
    value: 'PATH',
    help: 'Weights as safetensors, or the folder that train --out wrote.',
  },
  twin: {
    kind: 'text',
    value: 'PATH',
    help: 'The same of a second network, which is measured in the same way and drawn on the same scale.',
  },
  plane: {
    kind: 'text',
    value: landscapePlanes.join('|'),
    help: 'Two random directions, or the plane of the path that the run took, which train --out keeps beside its weights. Default: random.',
  },
  size: {
    kind: 'integer',
    min: landscapeSizes[0],
    max: landscapeSizes.at(-1) as number,
    default: usualPlan.size,
    help: `Points along a side of the grid: ${landscapeSizes.join(', ')}. It is measured from coarse to fine.`,
  },
  reach: {
    kind: 'text',
    value: 'X',
    help: `How far it reaches along random directions: at 1 every filter has moved by its own length. Default: ${landscapeReach.usual}.`,
  },
  pictures: {
    kind: 'integer',
    min: 1,
    max: landscapePictures.most,
    default: landscapePictures.usual,
    help: 'The first so many pictures are what each point is measured on, not augmented.',
  },
  split: { kind: 'text', value: 'train|test', help: 'Which pictures. Default: train.' },
  'direction-seed': {
    kind: 'integer',
    min: 0,
    max: 2 ** 31 - 1,
    default: usualPlan.seed,
    help: 'Of the two random directions.',
  },
  seconds: {
    kind: 'integer',
    min: 1,
    max: 86_400,
    help: 'Ends each network after that time, with the points that are there by then: the coarsest grid at least.',
  },
  out: {
    kind: 'text',
    value: 'FILES',
    help: 'Files to write, with commas between: .svg (surfaces and maps), .csv (a line for every point), .json.',
  },
  ...dataOptions,
  json: { kind: 'flag', help: 'Everything as one JSON object on stdout.' },
} as const;

const table = { command: 'landscape', settings: [...specKeys, 'engine'], extras } as const;

type Extras = Options<typeof extras>['extras'];

function planOf(given: Extras): LandscapePlan {
  const size = landscapeSizes.find((known) => known === given.size);
  if (size === undefined)
    throw new UsageError(`--size must be one of ${landscapeSizes.join(', ')}, but it is "${given.size}".`);
  const reach = given.reach === undefined ? usualPlan.reach : numberIn(given.reach, false);
  if (!(reach > 0 && reach <= landscapeReach.most))
    throw new UsageError(
      `--reach must be a number above 0 and up to ${landscapeReach.most}, but it is "${given.reach}".`,
    );
  const split = given.split ?? usualPlan.split;
  if (split !== 'train' && split !== 'test')
    throw new UsageError(`--split must be train or test, but it is "${split}".`);
  const plane = landscapePlanes.find((known) => known === (given.plane ?? usualPlan.plane));
  if (plane === undefined)
    throw new UsageError(`--plane must be ${landscapePlanes.join(' or ')}, but it is "${given.plane}".`);
  if (plane === 'path' && given.reach !== undefined)
    throw new UsageError('--reach is for random directions: the plane of a path reaches as far as the path.');
  const { pictures, seconds, 'direction-seed': seed } = given;
  return { plane, size, reach, pictures, split, seed, ...(seconds !== undefined && { seconds }) };
}

const writers = ['.svg', '.csv', '.json'] as const;

/** @throws UsageError where a name says nothing of what to write. */
function filesOf(out: string | undefined): string[] {
  const files = out?.split(',').map((file) => file.trim()) ?? [];
  const bad = files.find((file) => !writers.some((ending) => ending === extname(file)));
  if (bad !== undefined)
    throw new UsageError(`--out has "${bad}": a name must end in ${writers.join(', ')}.`);
  return files;
}

const nameOf = (config: RunConfig): string =>
  `${modelName(specOf(config))}${config.shortcut === 'none' ? ' without shortcuts' : ''}`;

/** What is said of the shape of a whole grid in random directions. */
function shapeOf(landscape: Landscape): string {
  const figures = landscape.plan.plane === 'random' ? figuresOf(landscape) : undefined;
  if (!figures) return '';
  const { doubled, hollows } = figures;
  const far =
    doubled === undefined
      ? 'has not doubled within the grid in half of all directions'
      : `has doubled ${doubled.toFixed(2)} lengths away in half of all directions`;
  return `; it ${far}, and has ${hollows} ${hollows === 1 ? 'hollow' : 'hollows'}`;
}

/** What is said of a path. */
function pathOf({ places, shares: [first, second] }: LandscapePath): string {
  const whole = places.length > 3 ? '' : ' (that of three points always is)';
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `the path is of ${places.length} points; of their variance ${percent(first + second)} is in this plane${whole}: ${percent(first)} and ${percent(second)}`;
}

/** What is said of each network in a line. */
function lineOf({ name, landscape }: NamedLandscape): string {
  const { centre, losses } = landscape;
  const finite = [...losses].filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) => finite[Math.round(share * (finite.length - 1))] ?? Number.NaN;
  const broken = notFinite(landscape);
  return (
    `${name}: loss ${centre.loss.toFixed(4)} and ${(100 * centre.accuracy).toFixed(1)} % right at the weights; ` +
    `on ${losses.length} points loss ${at(0).toFixed(4)} to ${at(1).toPrecision(4)}, half of them below ${at(0.5).toPrecision(4)}` +
    (broken > 0 ? `, ${broken} without a finite loss` : '') +
    shapeOf(landscape) +
    (landscape.path ? `; ${pathOf(landscape.path)}` : '')
  );
}

const asJson = (landscapes: readonly NamedLandscape[]): string =>
  JSON.stringify(
    landscapes.map(({ name, landscape }) => ({
      name,
      ...landscape,
      losses: [...landscape.losses],
      accuracies: [...landscape.accuracies],
    })),
  );

/** The drawing with the words of the method. */
function asSvg(landscapes: readonly NamedLandscape[], plan: LandscapePlan): string {
  const { plane, pictures, split, seed, size } = plan;
  return landscapeSvg({
    landscapes,
    rows: ['surface', 'map'],
    view: usualView,
    texts: {
      title: 'Loss around the weights',
      directions: plane === 'path' ? ['component 1', 'component 2'] : ['direction 1', 'direction 2'],
      loss: 'Loss (log)',
      epoch: (epoch) => `epoch ${epoch}`,
      notes: [
        ...(plane === 'random'
          ? [
              `Two random directions (seed ${seed}), each filter as long as that of the weights (Li et al. 2018); biases and batch norm stay.`,
            ]
          : [
              "The first two principal components of the run's own path (Li et al. 2018); its points are projected onto their plane.",
              ...landscapes.flatMap(({ name, landscape: { path } }) =>
                path ? [`${name}: ${pathOf(path)}.`] : [],
              ),
            ]),
        `Mean loss on the first ${pictures} ${split === 'train' ? 'training' : 'test'} pictures; batch norm has the running statistics of the centre; ${size} × ${size} points.`,
      ],
    },
  }).text;
}

async function write(
  file: string,
  landscapes: readonly NamedLandscape[],
  plan: LandscapePlan,
): Promise<void> {
  const texts = {
    '.svg': () => asSvg(landscapes, plan),
    '.csv': () => landscapeCsv(landscapes),
    '.json': () => `${asJson(landscapes)}\n`,
  };
  const text = texts[extname(file) as keyof typeof texts]();
  try {
    writeWhole(file, new TextEncoder().encode(text));
  } catch (error) {
    throw new Error(`${file} cannot be written: ${messageOf(error)}.`);
  }
}

interface Network extends Measuring {
  readonly state: StoredWeights;
  readonly path: KeptPath | undefined;
}

async function read(
  from: string | undefined,
  asked: Asked<typeof extras>,
  { plane }: LandscapePlan,
  terminal: Terminal,
): Promise<Network> {
  const { stored } = await readStoredRun('landscape', from, terminal.tell);
  const path = plane === 'path' && from !== undefined ? keptPath(from, stored.steps) : undefined;
  return { ...(await measuringOf(asked, stored, from, terminal)), state: stored, path };
}

/** @throws UsageError where two surfaces would be compared that are of different pictures. */
function expectSamePictures([one, twin]: readonly Network[]): void {
  if (!one || !twin || one.config.dataset === twin.config.dataset) return;
  throw new UsageError(
    `The network is measured on ${setText(one.config.dataset)}, but its twin learned ${setText(twin.config.dataset)}: only losses of the same pictures can be compared.`,
  );
}

export const landscapeCommand: Command = {
  table,
  async run(argv, terminal) {
    const asked = readAsked(table, argv);
    const { weights, twin, out, json } = asked.extras;
    const plan = planOf(asked.extras);
    const files = filesOf(out);
    const networks = [await read(weights, asked, plan, terminal)];
    // What was said of the network is not said of its twin: that differs in something. But both look at the same pictures.
    if (twin !== undefined) networks.push(await read(twin, withoutModel(asked), plan, terminal));
    expectSamePictures(networks);
    const { measureLandscape, openPictures, withDevice } = await import('../heavy.ts');
    const landscapes = await withDevice(terminal, async ({ info }) => {
      const found: NamedLandscape[] = [];
      for (const { config, state, path, ...pictures } of networks) {
        const name = nameOf(config);
        const landscape: Landscape = await measureLandscape({
          config,
          state,
          plan,
          path,
          device: info,
          openData: openPictures(pictures),
          onProgress: ({ done, total }) => countingUp(done, total),
        });
        found.push({ name, landscape });
      }
      return found;
    });
    for (const file of files) await write(file, landscapes, plan);
    for (const line of json ? [asJson(landscapes)] : landscapes.map(lineOf)) terminal.print(line);
    return 0;
  },
};
