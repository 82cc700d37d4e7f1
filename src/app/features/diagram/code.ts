/** What a piece of the diagram is in PyTorch's words: lines of Python with the sizes filled in. Pure. */
import type { Block, ConvUnit, Structure } from '../../../model/structure.ts';
import type { Card } from './layout.ts';

function conv({ input, output, kernel, stride, padding }: ConvUnit): string {
  const more = [
    stride === 1 ? '' : `, stride=${stride}`,
    padding === 0 ? '' : `, padding=${padding}`,
    ', bias=False',
  ];
  return `nn.Conv2d(${input.channels}, ${output.channels}, ${kernel}${more.join('')})`;
}

function sequential(name: string, layers: readonly string[]): string[] {
  return [`${name} = nn.Sequential(`, ...layers.map((layer) => `    ${layer},`), ')'];
}

const unitLayers = (unit: ConvUnit, relu: boolean): string[] => [
  conv(unit),
  `nn.BatchNorm2d(${unit.output.channels})`,
  ...(relu ? ['nn.ReLU()'] : []),
];

/** Members for the shortcut, and the body of `forward`. */
function shortcutCode({ shortcut }: Block): { members: string[]; body: string[] } {
  const added = (what: string) => `return torch.relu(self.features(x)${what})`;
  switch (shortcut.kind) {
    case 'none':
      return { members: [], body: [added('')] };
    case 'identity':
      return { members: [], body: [added(' + x')] };
    case 'projection':
      return {
        members: sequential('self.shortcut', unitLayers(shortcut.unit, false)),
        body: [added(' + self.shortcut(x)')],
      };
    case 'pad': {
      const { stride, before, after } = shortcut;
      const sliced = stride === 1 ? 'x' : `x[:, :, ::${stride}, ::${stride}]`;
      const padded = `F.pad(shortcut, (0, 0, 0, 0, ${before}, ${after}))`;
      const body = [`shortcut = ${sliced}`, `shortcut = ${padded}`, added(' + shortcut')];
      return { members: [], body };
    }
    default:
      return shortcut satisfies never;
  }
}

/** A residual block: the members of its module, with the names our checkpoints use, and its `forward`. */
export function blockCode(block: Block): string[] {
  const last = block.units.length - 1;
  const layers = block.units.flatMap((unit, i) => unitLayers(unit, unit.relu && i < last));
  const { members, body } = shortcutCode(block);
  return [
    ...sequential('self.features', layers),
    ...members,
    '',
    'def forward(self, x):',
    ...body.map((line) => `    ${line}`),
  ];
}

/** The code of a card; of one block where the card stands for several. */
export function cardCode({ kind, blocks }: Card, structure: Structure): string[] {
  const block = blocks[0];
  if (block) return blockCode(block);
  switch (kind) {
    case 'stem': {
      const pool = structure.maxPool ? ['nn.MaxPool2d(3, stride=2, padding=1)'] : [];
      return sequential('self.features', [...unitLayers(structure.stem, true), ...pool]);
    }
    case 'pool':
      return ['self.avg_pool = nn.AdaptiveAvgPool2d(1)', '', 'x = self.avg_pool(x).flatten(1)'];
    case 'classifier':
      return [`self.${structure.classifier} = nn.Linear(${structure.features}, ${structure.spec.classes})`];
    default: {
      const { height, width, channels } = structure.input;
      return [`x = torch.randn(N, ${channels}, ${height}, ${width})`];
    }
  }
}
