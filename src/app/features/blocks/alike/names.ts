/** What cells and networks of a comparison are called. */
import type { AnsweringNetwork } from '../../../../training/questions.ts';
import { useAlikeWords } from '../../../i18n/alike.ts';
import { useRunsState } from '../../../state/react.ts';
import type { Comparison } from './useComparison.ts';

export interface Names {
  /** What the map is called. */
  readonly map: string;
  /** Two blocks and their value. */
  readonly cell: (row: number, column: number) => string;
  /** The name of the network, or of both. */
  readonly runs: readonly string[];
  /** Which networks were compared, and on what. */
  readonly networks: readonly string[];
}

export function useNames({ matrix, rows, columns, first, second, pictures }: Comparison): Names {
  const words = useAlikeWords();
  const runs = useRunsState((state) => state.runs);
  const nameOf = (network: AnsweringNetwork): string =>
    network.kind === 'shipped'
      ? words.shipped
      : (runs.find(({ id }) => id === network.runId)?.name ?? network.runId);
  const withEpoch = (network: AnsweringNetwork): string =>
    network.kind === 'run' ? words.weights(nameOf(network), network.epoch) : nameOf(network);
  const [one, other] = [nameOf(first), second && nameOf(second)];
  return {
    map: other === undefined ? words.map(one) : words.mapOfTwo(one, other),
    cell(row, column) {
      const [a, b] = [rows[row] ?? '', columns[column] ?? ''];
      const value = matrix[row]?.[column] ?? Number.NaN;
      return other === undefined ? words.cell(a, b, value) : words.cellOfTwo(a, one, b, other, value);
    },
    runs: other === undefined ? [one] : [one, other],
    networks: [
      ...(second ? [words.rows(withEpoch(first)), words.columns(withEpoch(second))] : [withEpoch(first)]),
      words.pictures(pictures),
    ],
  };
}
