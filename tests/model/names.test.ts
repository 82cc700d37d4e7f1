/** Tensor names, shapes and order against the rules of the seed note's PyTorch module, written out here on their own. */
import { describe, expect, it } from 'vitest';
import { parametersOf } from '../../src/model/parameters.ts';
import { presetNames, presets } from '../../src/model/presets.ts';
import { structureOf } from '../../src/model/structure.ts';
import { makeSpec } from '../specs.ts';

/** One line per entry of the module's state_dict (counters left out), as `name [shape]`. */
function stateDict(kind: 'basic' | 'bottleneck', blocks: readonly number[], width: number): string[] {
  const lines: string[] = [];
  const conv = (name: string, out: number, input: number, k: number) =>
    lines.push(`${name}.weight ${[out, input, k, k]}`);
  const norm = (name: string, n: number) =>
    lines.push(...['weight', 'bias', 'running_mean', 'running_var'].map((s) => `${name}.${s} ${[n]}`));
  const expansion = kind === 'basic' ? 1 : 4;

  conv('features.0', width, 3, 3);
  norm('features.1', width);
  let channels = width;
  blocks.forEach((count, stage) => {
    const w = width * 2 ** stage;
    for (let i = 0; i < count; i++) {
      const at = `layer${stage + 1}.${i}`;
      const stride = stage > 0 && i === 0 ? 2 : 1;
      if (kind === 'basic') {
        conv(`${at}.features.0`, w, channels, 3);
        norm(`${at}.features.1`, w);
        conv(`${at}.features.3`, w, w, 3);
        norm(`${at}.features.4`, w);
      } else {
        conv(`${at}.features.0`, w, channels, 1);
        norm(`${at}.features.1`, w);
        conv(`${at}.features.3`, w, w, 3);
        norm(`${at}.features.4`, w);
        conv(`${at}.features.6`, 4 * w, w, 1);
        norm(`${at}.features.7`, 4 * w);
      }
      if (stride !== 1 || channels !== expansion * w) {
        conv(`${at}.shortcut.0`, expansion * w, channels, 1);
        norm(`${at}.shortcut.1`, expansion * w);
      }
      channels = expansion * w;
    }
  });
  lines.push(`classifer.weight ${[10, channels]}`, `classifer.bias ${[10]}`);
  return lines;
}

describe('names of parameters', () => {
  it.each(presetNames)("%s has the note's names and shapes in its order", (name) => {
    const { block, blocks, width } = presets[name];
    const ours = parametersOf(structureOf(makeSpec(name))).map((p) => `${p.name} ${p.shape}`);
    expect(ours).toEqual(stateDict(block, blocks, width));
  });

  it('has no shortcut tensors with identity shortcuts, nor in a plain network', () => {
    for (const shortcut of ['identity', 'none'] as const) {
      const names = parametersOf(structureOf(makeSpec('resnet20', { shortcut }))).map((p) => p.name);
      expect(names.filter((n) => n.includes('shortcut'))).toEqual([]);
    }
  });

  it('keeps the names of convolutions, and their order, where there is a bias in place of every batch norm', () => {
    const of = (norm: 'batch' | 'none') =>
      parametersOf(structureOf(makeSpec('resnet50', { norm }))).map((p) => `${p.name} ${p.shape}`);
    const expected = of('batch').flatMap((line) => {
      const [, conv, index, out] = /^(.*\.)(\d+)\.weight (\d+),\d+,\d+,\d+$/.exec(line) ?? [];
      if (conv !== undefined) return [line, `${conv}${index}.bias ${out}`];
      return line.startsWith('classifer') ? [line] : [];
    });
    expect(of('none')).toEqual(expected);
    expect(of('none').slice(0, 3)).toEqual([
      'features.0.weight 64,3,3,3',
      'features.0.bias 64',
      'layer1.0.features.0.weight 64,64,1,1',
    ]);
  });

  it('trains everything but running statistics', () => {
    for (const p of parametersOf(structureOf(makeSpec('resnet8')))) {
      expect(p.trainable).toBe(!p.name.includes('running_'));
    }
  });
});
