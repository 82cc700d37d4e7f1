import { describe, expect, it } from 'vitest';
import { cardCode } from '../../../../src/app/features/diagram/code.ts';
import { brokenLines, pictureName } from '../../../../src/app/features/diagram/exportPicture.ts';
import { factsFor } from '../../../../src/app/features/diagram/facts.ts';
import { heatDomainOf, heatPosition, stripesOf } from '../../../../src/app/features/diagram/heat.ts';
import { layoutOf } from '../../../../src/app/features/diagram/layout.ts';
import { nextStop } from '../../../../src/app/features/diagram/navigation.ts';
import { powerOfTen } from '../../../../src/app/features/diagram/powerOfTen.ts';
import { shapeText } from '../../../../src/app/features/diagram/shapeText.ts';
import { estimatedWidth } from '../../../../src/app/features/diagram/textWidth.ts';
import { structureOf } from '../../../../src/model/structure.ts';
import { summaryOf } from '../../../../src/model/summary.ts';
import { makeSpec } from '../../../specs.ts';

function drawn(spec: Parameters<typeof makeSpec>, width = 1040) {
  const structure = structureOf(makeSpec(...spec));
  const options = { order: 'nhwc', detail: 'blocks', folds: new Map(), textWidth: estimatedWidth } as const;
  const layout = layoutOf(structure, width, options);
  const card = (id: string) => layout.cards.find((c) => c.id === id)!;
  return { structure, layout, card };
}

describe('the caption of a saved picture', () => {
  const lines = (text: string, room: number) => brokenLines(text, room, (part) => part.length);
  it('is broken where it fits no longer: at spaces, and in Chinese anywhere', () => {
    expect(lines('one two three', 20)).toEqual(['one two three']);
    expect(lines('one two three', 8)).toEqual(['one two', 'three']);
    expect(lines('unbreakable', 4)).toEqual(['unbreakable']);
    expect(lines('残差网络：resnet20 的图', 10)).toEqual(['残差网络：', 'resnet20 的', '图']);
  });
});

describe('the code of a block', () => {
  const code = (spec: Parameters<typeof makeSpec>, id: string) => {
    const { structure, card } = drawn(spec);
    return cardCode(card(id), structure);
  };

  it('is a projection block of resnet20, by hand', () => {
    expect(code(['resnet20'], 'layer2.0')).toEqual([
      'self.features = nn.Sequential(',
      '    nn.Conv2d(16, 32, 3, stride=2, padding=1, bias=False),',
      '    nn.BatchNorm2d(32),',
      '    nn.ReLU(),',
      '    nn.Conv2d(32, 32, 3, padding=1, bias=False),',
      '    nn.BatchNorm2d(32),',
      ')',
      'self.shortcut = nn.Sequential(',
      '    nn.Conv2d(16, 32, 1, stride=2, bias=False),',
      '    nn.BatchNorm2d(32),',
      ')',
      '',
      'def forward(self, x):',
      '    return torch.relu(self.features(x) + self.shortcut(x))',
    ]);
  });

  it('has no batch norm where the network has none, and counts as if it had', () => {
    expect(code(['resnet20', { norm: 'none' }], 'layer2.0').slice(0, 11)).toEqual([
      'self.features = nn.Sequential(',
      '    nn.Conv2d(16, 32, 3, stride=2, padding=1),',
      '    nn.Identity(),',
      '    nn.ReLU(),',
      '    nn.Conv2d(32, 32, 3, padding=1),',
      '    nn.Identity(),',
      ')',
      'self.shortcut = nn.Sequential(',
      '    nn.Conv2d(16, 32, 1, stride=2),',
      '    nn.Identity(),',
      ')',
    ]);
  });

  it('adds what the shortcut is: the input, the padded input, nothing', () => {
    const tail = (spec: Parameters<typeof makeSpec>, id: string) => code(spec, id).slice(8);
    expect(tail(['resnet20'], 'layer2.1')).toEqual([
      'def forward(self, x):',
      '    return torch.relu(self.features(x) + x)',
    ]);
    expect(tail(['resnet20', { shortcut: 'identity' }], 'layer2.0')).toEqual([
      'def forward(self, x):',
      '    shortcut = x[:, :, ::2, ::2]',
      '    shortcut = F.pad(shortcut, (0, 0, 0, 0, 8, 8))',
      '    return torch.relu(self.features(x) + shortcut)',
    ]);
    expect(tail(['resnet20', { shortcut: 'none' }], 'layer2.0')).toEqual([
      'def forward(self, x):',
      '    return torch.relu(self.features(x))',
    ]);
  });

  it('is there for what is not a block too, and for a fold as that of one of its blocks', () => {
    expect(code(['resnet152'], 'layer3.1–35')).toContain('    nn.Conv2d(1024, 256, 1, bias=False),');
    expect(code(['resnet20'], 'classifier')).toEqual(['self.classifer = nn.Linear(64, 10)']);
    expect(code(['resnet20', { stem: 'imagenet' }], 'stem')).toContain(
      '    nn.MaxPool2d(3, stride=2, padding=1),',
    );
  });
});

describe('the facts of a card', () => {
  it('are those of a block by hand: resnet20, layer2.0', () => {
    const { structure, card } = drawn(['resnet20']);
    const facts = factsFor(structure)(card('layer2.0'));
    expect(facts.parameters).toBe(9 * 16 * 32 + 9 * 32 * 32 + 16 * 32 + 3 * 2 * 32);
    expect(facts.macs).toBe((9 * 16 * 32 + 9 * 32 * 32 + 16 * 32) * 16 * 16);
    // 3×3 seven times at stride 1 see 15 pixels, the one with stride 2 two more, the next four more.
    expect(facts.receptiveField).toEqual([21, 21]);
    expect(facts.windows).toEqual([
      { kernel: 3, stride: 2 },
      { kernel: 3, stride: 1 },
    ]);
    expect(facts.layers.map((layer) => layer.kind)).toEqual([
      ...['conv', 'batchnorm', 'relu', 'conv', 'batchnorm', 'add', 'relu'],
    ]);
    expect(facts.shortcutLayers.map((layer) => layer.kind)).toEqual(['conv', 'batchnorm']);
  });

  it('have a bias for every batch norm that there is not', () => {
    const { structure, card } = drawn(['resnet20', { norm: 'none' }]);
    const facts = factsFor(structure)(card('layer2.0'));
    expect(facts.parameters).toBe(9 * 16 * 32 + 9 * 32 * 32 + 16 * 32 + 3 * 32);
    expect(facts.macs).toBe((9 * 16 * 32 + 9 * 32 * 32 + 16 * 32) * 16 * 16);
    expect(facts.layers.map((layer) => layer.kind)).toEqual(['conv', 'relu', 'conv', 'add', 'relu']);
    expect(facts.shortcutLayers.map((layer) => layer.kind)).toEqual(['conv']);
  });

  it.each(['resnet20', 'resnet152'] as const)('of all cards of %s add up to the network', (name) => {
    const { structure, layout } = drawn([name]);
    const factsOf = factsFor(structure);
    const total = (key: 'parameters' | 'macs') =>
      layout.cards.filter((c) => c.kind !== 'input').reduce((sum, card) => sum + factsOf(card)[key], 0);
    const summary = summaryOf(structure.spec);
    expect(total('parameters')).toBe(summary.parameters);
    expect(total('macs')).toBe(summary.macs);
  });

  it('of a fold reach from its first block to its last', () => {
    const { structure, card } = drawn(['resnet152']);
    // Each bottleneck of layer3 sees two pixels more, four input pixels apart: 8 each.
    const [first, last] = factsFor(structure)(card('layer3.1–35')).receptiveField;
    expect(last - first).toBe(34 * 8);
  });
});

describe('heat', () => {
  it('is a position on a logarithmic scale, held at its ends', () => {
    const scale = [-1, 1] as const;
    expect(heatPosition(1, scale)).toBeCloseTo(0.5, 12);
    expect(heatPosition(Math.sqrt(0.1), scale)).toBeCloseTo(1 / 4, 12);
    expect(heatPosition(0.1, [-3, 1])).toBeCloseTo(1 / 2, 12);
    expect([heatPosition(0, scale), heatPosition(1e-9, scale)]).toEqual([0, 0]);
    expect([heatPosition(1e9, scale), heatPosition(Number.POSITIVE_INFINITY, scale)]).toEqual([1, 1]);
    expect([heatPosition(undefined, scale), heatPosition(Number.NaN, scale)]).toEqual([undefined, undefined]);
  });

  it('has a scale of a decade to either side of 1, wider by whole decades where the values need it', () => {
    expect(heatDomainOf([])).toEqual([-1, 1]);
    expect(heatDomainOf([0.3, undefined, 4, 0.1, 10])).toEqual([-1, 1]);
    expect(heatDomainOf([0.3, 10.5])).toEqual([-1, 2]);
    expect(heatDomainOf([0.0042, 0.3, 3])).toEqual([-3, 1]);
    // What is nothing, or not a number, stretches no scale.
    expect(heatDomainOf([0, Number.NaN, Number.POSITIVE_INFINITY, 1])).toEqual([-1, 1]);
    expect(heatDomainOf([1e-30, 1e30])).toEqual([-9, 9]);
  });

  it('of a fold is a stripe for each block while there is room, else for several', () => {
    expect(stripesOf([0.1, undefined, 0.3], 10)).toEqual([0.1, undefined, 0.3]);
    const stripes = stripesOf([0, 0.2, 0.4, 0.6, undefined, 1], 3);
    expect(stripes.map((s) => Number(s?.toFixed(9)))).toEqual([0.1, 0.5, 1]);
    expect(stripesOf([], 3)).toEqual([undefined]);
  });

  it('names the ends of its scale', () => {
    expect([-3, -1, 0, 1, 3, 12].map(powerOfTen)).toEqual(['10⁻³', '0.1', '1', '10', '10³', '10¹²']);
  });
});

describe('arrow keys', () => {
  const walk = (width: number, from: string, ...keys: string[]) => {
    const { layout } = drawn(['resnet20'], width);
    return keys.reduce<string | undefined>((id, key) => id && nextStop(layout, id, key), from);
  };

  it('move along the flow, across it to the fold button and back', () => {
    expect(walk(1040, 'layer1.2', 'ArrowRight')).toBe('layer2.0');
    expect(walk(1040, 'layer2.0', 'ArrowLeft', 'ArrowLeft')).toBe('layer1.1');
    expect(walk(1040, 'layer2.1', 'ArrowDown')).toBe('fold:layer2');
    expect(walk(1040, 'fold:layer2', 'ArrowRight', 'ArrowUp')).toBe('layer3.0');
    expect(walk(1040, 'layer2.1', 'End')).toBe('classifier');
    expect(walk(1040, 'layer2.1', 'Home')).toBe('input');
  });

  it('turn with the diagram on a phone', () => {
    expect(walk(310, 'layer1.2', 'ArrowDown')).toBe('layer2.0');
    expect(walk(310, 'layer2.1', 'ArrowRight', 'ArrowLeft')).toBe('layer2.0');
  });

  it('stop at the ends, where there is no button, and at other keys', () => {
    expect(walk(1040, 'input', 'ArrowLeft')).toBeUndefined();
    expect(walk(1040, 'classifier', 'ArrowRight')).toBeUndefined();
    expect(walk(1040, 'stem', 'ArrowDown')).toBeUndefined();
    expect(walk(1040, 'stem', 'a')).toBeUndefined();
  });
});

it('writes shapes in either order', () => {
  const shape = { height: 16, width: 16, channels: 32 };
  expect(shapeText(shape, 'nhwc')).toBe('16×16×32');
  expect(shapeText(shape, 'nchw')).toBe('32×16×16');
  expect(shapeText({ height: 1, width: 1, channels: 64 }, 'nchw', true)).toBe('64');
});

it('names files after the model, without what file systems mind', () => {
  expect(pictureName('resnet20', 'projection', 'svg')).toBe('resnet20-diagram.svg');
  expect(pictureName('resnet[1,1,1]w8', 'none', 'png')).toBe('resnet-1-1-1-w8-none-diagram.png');
});
