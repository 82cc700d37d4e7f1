/** What a card of the diagram is in PyTorch's words: lines of Python with the sizes written out. Pure. */
import {
  blockCode,
  type CodeStyle,
  classifierCode,
  indented,
  poolCode,
  stemCode,
} from '../../../formats/pytorch/moduleCode.ts';
import type { Structure } from '../../../model/structure.ts';
import type { Card } from './layout.ts';

const writtenOut: CodeStyle = {
  convNorm({ input, output, kernel, stride, padding, norm }) {
    const sizes: (number | string)[] = [input.channels, output.channels, kernel];
    if (stride > 1) sizes.push(`stride=${stride}`);
    if (padding > 0) sizes.push(`padding=${padding}`);
    // Where batch norm would stand is nn.Identity: it counts in the names of weights.
    if (norm === undefined) return [`nn.Conv2d(${sizes.join(', ')})`, 'nn.Identity()'];
    return [`nn.Conv2d(${sizes.join(', ')}, bias=False)`, `nn.BatchNorm2d(${output.channels})`];
  },
  relu: 'nn.ReLU()',
};

/** The code of a card; of one block where the card stands for several. */
export function cardCode(card: Pick<Card, 'kind' | 'blocks'>, structure: Structure): readonly string[] {
  const { kind, blocks } = card;
  switch (kind) {
    case 'input': {
      const { height, width, channels } = structure.input;
      return [`x = torch.randn(N, ${channels}, ${height}, ${width})`];
    }
    case 'stem':
      return stemCode(structure.stem, writtenOut).init;
    case 'block':
    case 'fold': {
      const { init, forward } = blockCode(blocks[0]!, writtenOut);
      return [...init, '', 'def forward(self, x):', ...indented(forward)];
    }
    case 'pool':
      return poolCode.forward;
    case 'classifier':
      return classifierCode(structure.classifier).init;
    default:
      return kind satisfies never;
  }
}
