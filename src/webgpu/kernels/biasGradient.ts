/**
 * Backward of biasApply, second pass: adds up the chunks. Tiling as normFinalise.
 *
 * Reads partials [chunks, channels] (biasBackward). Writes dbias [channels].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { partJoin } from './biasBackward.ts';
import { finaliseTiling } from './moments.ts';
import { columnOf, reduceLanes, rowEntry } from './rows.ts';

/**
 * Bindings: partials, dbias.
 * @param maxLanes Lanes that share the chunks at most.
 */
export function biasGradient(chunks: number, channels: number, maxLanes?: number): Kernel {
  const tiling = finaliseTiling(chunks, channels, maxLanes);
  const { type, columns, lanes, columnGroups } = tiling;
  const array = `array<${type}>`;
  return makeKernel({
    name: 'bias_gradient',
    bindings: [read('partials', array), write('dbias', array)],
    body: `${partJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}  var sum = ${type}();
  for (var chunk = t.y; chunk < ${chunks}u; chunk += ${lanes}u) { sum += partials[chunk * ${columns}u + column]; }
  parts[index] = sum;
${reduceLanes(tiling)}
  if (t.y == 0u && inside) { dbias[column] = parts[index]; }
}
`,
    workgroups: [1, 1, columnGroups],
    flops: chunks * channels,
    bytes: 4 * (chunks + 1) * channels,
  });
}
