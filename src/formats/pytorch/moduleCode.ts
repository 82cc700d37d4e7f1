/**
 * The one writer of PyTorch code: parts of a network as lines of Python, for the exported project (modelPy.ts) and for the
 * diagram. An interpretation of the walk (src/model/walk.ts) in which a layer's output is a Python expression.
 *
 * How long the lines are is for the caller's style to say; lines are not indented, and the argument of `forward` is `x`.
 */
import type { Block, Classifier, ConvUnit, Stem } from '../../model/structure.ts';
import { walkBlock, walkStem } from '../../model/walk.ts';

/** What the constructor of a module does, and its `forward`. */
export interface ModuleCode {
  readonly init: readonly string[];
  readonly forward: readonly string[];
}

export interface CodeStyle {
  /** A convolution and its batch norm, or what stands in its place, as items of an `nn.Sequential`. */
  readonly convNorm: (unit: ConvUnit) => readonly string[];
  readonly relu: string;
  /** A module that serves as shortcut of every kind; without it each is written out. */
  readonly shortcut?: string;
}

export const indented = (lines: readonly string[], by = 1): string[] =>
  lines.map((line) => (line === '' ? '' : '    '.repeat(by) + line));

const sequential = (name: string, items: readonly string[]): string[] => [
  `${name} = nn.Sequential(`,
  ...indented(items.map((item) => `${item},`)),
  ')',
];

/** A residual block, with the names of members that the weights have. */
export function blockCode(block: Block, { convNorm, relu, shortcut: anyShortcut }: CodeStyle): ModuleCode {
  const features: string[] = [];
  const members: string[] = [];
  const statements: string[] = [];
  const last = block.units.at(-1);
  const shortcutModule = (lines: readonly string[]): string => {
    members.push(...lines);
    return 'self.shortcut(x)';
  };
  const output = walkBlock('x', block, {
    convNorm(x, unit, residual) {
      features.push(...convNorm(unit));
      if (unit === last) return `torch.relu(self.features(x)${residual ? ` + ${residual.value}` : ''})`;
      features.push(relu);
      return x;
    },
    projection: (_, unit) =>
      shortcutModule(
        anyShortcut ? [`self.shortcut = ${anyShortcut}`] : sequential('self.shortcut', convNorm(unit)),
      ),
    padShortcut(x, { stride, before, after }) {
      if (anyShortcut) return shortcutModule([`self.shortcut = ${anyShortcut}`]);
      const sliced = stride === 1 ? x : `${x}[:, :, ::${stride}, ::${stride}]`;
      statements.push(
        `shortcut = ${sliced}`,
        `shortcut = F.pad(shortcut, (0, 0, 0, 0, ${before}, ${after}))`,
      );
      return 'shortcut';
    },
  });
  return {
    init: [...sequential('self.features', features), ...members],
    forward: [...statements, `return ${output}`],
  };
}

export function stemCode(stem: Stem, { convNorm, relu }: CodeStyle): ModuleCode {
  const items: string[] = [];
  const output = walkStem('x', stem, {
    convNorm(_, unit) {
      items.push(...convNorm(unit), relu);
      return 'self.features(x)';
    },
    maxPool(x, { kernel, stride, padding }) {
      items.push(`nn.MaxPool2d(${kernel}, stride=${stride}, padding=${padding})`);
      return x;
    },
  });
  return { init: sequential('self.features', items), forward: [`x = ${output}`] };
}

/** Global average pooling: [N, C, H, W] to [N, C]. */
export const poolCode: ModuleCode = { init: [], forward: ['x = x.mean(dim=(2, 3))'] };

export const classifierCode = ({ name, features, classes }: Classifier): ModuleCode => ({
  init: [`self.${name} = nn.Linear(${features}, ${classes})`],
  forward: [`return self.${name}(x)`],
});
