/** What an estimate says, in the words of a language. Pure. */
import type { Words } from '../../i18n/words.ts';
import type { Estimate, Misfit } from '../../state/estimate.ts';

export function misfitText(words: Words, misfit: Misfit): string {
  const { memory: size } = words.figures;
  const { kind, limit, most } = misfit;
  return kind === 'tensor'
    ? words.estimate.tensorTooLarge(size(misfit.bytes), size(limit), most)
    : words.estimate.memoryTooLarge(size(limit), most);
}

/** `≈ 120 MiB`, from and to where the engine leaves that open. */
export function memoryText({ estimate: said, figures }: Words, { bytes }: Pick<Estimate, 'bytes'>): string {
  const [low, high] = [figures.memory(bytes.low), figures.memory(bytes.high)];
  return said.about(low === high ? low : said.fromTo(low, high));
}

/** `≈ 58 s`. @param seconds */
export const timeText = ({ estimate }: Words, seconds: number): string =>
  estimate.about(estimate.duration(seconds));

export const sourceText = ({ estimate, figures }: Words, { time }: Estimate): string =>
  estimate.source[time.source](figures.measured(time.gflops));

export function memoryParts(words: Words, { engine, memory }: Estimate): string {
  if (engine === 'stock') return words.estimate.stockMemory;
  const { memory: size } = words.figures;
  const { weights, gradients, optimizer, activations, evaluation } = memory;
  return words.estimate.memoryParts(
    size(weights),
    size(gradients),
    size(optimizer),
    size(activations),
    evaluation > 0 ? size(evaluation) : undefined,
  );
}
