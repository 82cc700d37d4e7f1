/**
 * Names under which other programs keep the tensors of the same networks, as ours. What the tensors hold is the same: order
 * of axes, strides (a bottleneck's is on its 3×3), and the zero channels of shortcuts without parameters.
 */
import { moduleNames } from '../model/structure.ts';

/** Wrappers that put their own name before every name: DataParallel, torch.compile, Lightning and the like. */
const wrappers = ['module.', '_orig_mod.', '_forward_module.', 'model.', 'net.', 'network.'];

/** Whose names a file uses; the same in every language. */
export type Layout = 'torchvision' | 'pytorch-cifar' | 'transformers';

interface LayoutRecord {
  /** A tensor that every network has under these names, and no network under others. */
  readonly mark: string;
  /** What becomes of the beginning of a name. The first that fits is taken. */
  readonly rules: readonly (readonly [RegExp, (...parts: string[]) => string])[];
}

/** Of a block, `layer2.0`, the part that a number from 1 counts. */
const conv = (block: string, unit: number) => `${moduleNames.conv(moduleNames.mainPath(block), unit)}.`;
const norm = (block: string, unit: number) => `${moduleNames.norm(moduleNames.mainPath(block), unit)}.`;
const stemConv = `${moduleNames.conv(moduleNames.stem, 0)}.`;
const stemNorm = `${moduleNames.norm(moduleNames.stem, 0)}.`;
const classifier = () => `${moduleNames.classifier}.`;

const flat = (shortcut: string, linear: string): LayoutRecord['rules'] => [
  [/^conv1\./, () => stemConv],
  [/^bn1\./, () => stemNorm],
  [/^(layer\d+\.\d+)\.conv(\d)\./, (block, unit) => conv(block ?? '', Number(unit) - 1)],
  [/^(layer\d+\.\d+)\.bn(\d)\./, (block, unit) => norm(block ?? '', Number(unit) - 1)],
  [
    new RegExp(`^(layer\\d+\\.\\d+)\\.${shortcut}\\.([01])\\.`),
    (block, at) => `${moduleNames.shortcut(block ?? '')}.${at}.`,
  ],
  [new RegExp(`^${linear}\\.`), classifier],
];

/** In transformers' numbering, stage and block count from 0. */
const inStage = (stage?: string, block?: string): string => moduleNames.block(Number(stage), Number(block));

const layouts: Readonly<Record<Layout, LayoutRecord>> = {
  torchvision: { mark: 'fc.weight', rules: flat('downsample', 'fc') },
  'pytorch-cifar': { mark: 'linear.weight', rules: flat('shortcut', 'linear') },
  transformers: {
    mark: 'resnet.embedder.embedder.convolution.weight',
    rules: [
      [/^resnet\.embedder\.embedder\.convolution\./, () => stemConv],
      [/^resnet\.embedder\.embedder\.normalization\./, () => stemNorm],
      [
        /^resnet\.encoder\.stages\.(\d+)\.layers\.(\d+)\.layer\.(\d+)\.convolution\./,
        (stage, block, unit) => conv(inStage(stage, block), Number(unit)),
      ],
      [
        /^resnet\.encoder\.stages\.(\d+)\.layers\.(\d+)\.layer\.(\d+)\.normalization\./,
        (stage, block, unit) => norm(inStage(stage, block), Number(unit)),
      ],
      [
        /^resnet\.encoder\.stages\.(\d+)\.layers\.(\d+)\.shortcut\.(convolution|normalization)\./,
        (stage, block, part) =>
          `${moduleNames.shortcut(inStage(stage, block))}.${part === 'convolution' ? 0 : 1}.`,
      ],
      [/^classifier\.1\./, classifier],
    ],
  },
};
const layoutNames = Object.keys(layouts) as Layout[];

function mapped(name: string, rules: LayoutRecord['rules']): string {
  for (const [pattern, to] of rules) {
    const match = pattern.exec(name);
    if (match) return to(...match.slice(1)) + name.slice(match[0].length);
  }
  return name;
}

/** Without the names of wrappers, where every name has them: of `module._orig_mod.fc.bias` stays `fc.bias`. */
function unwrapped(names: readonly string[]): readonly string[] {
  const wrapper =
    names.length > 0 && wrappers.find((prefix) => names.every((name) => name.startsWith(prefix)));
  return wrapper ? unwrapped(names.map((name) => name.slice(wrapper.length))) : names;
}

export interface OwnNames {
  /** In the order of the names that were given. Two given names never become one. */
  readonly names: readonly string[];
  /** Absent where the names were ours already, or nobody's that is known. */
  readonly layout?: Layout;
}

/** The names of a file's tensors in ours, or as they are where they are of no layout that is known. */
export function ownNames(given: readonly string[]): OwnNames {
  const names = unwrapped(given);
  const layout = layoutNames.find((known) => names.includes(layouts[known].mark));
  if (layout === undefined) return { names };
  const own = names.map((name) => mapped(name, layouts[layout].rules));
  return new Set(own).size === own.length ? { names: own, layout } : { names };
}
