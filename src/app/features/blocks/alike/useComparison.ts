/** Asks one network or two about the same pictures, and compares their blocks once both have answered. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../../../problems/index.ts';
import type { Answer, AnsweringNetwork, Question } from '../../../../training/questions.ts';
import type { RunConfig } from '../../../../training/settings.ts';
import { useTold } from '../../../state/react.ts';
import { questionOf, weightsKey } from './asking.ts';
import { compareBlocks } from './comparing/compareBlocks.ts';

/** A map that is there. */
export interface Comparison {
  /** Debiased CKA, [rows][columns]. */
  readonly matrix: readonly (readonly number[])[];
  /** Blocks of the first network, and of the second. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Whose they are; the second is absent where a network is compared with itself. */
  readonly first: AnsweringNetwork;
  readonly second?: AnsweringNetwork;
  readonly pictures: number;
}

export interface Compared {
  /** Of these two, as they were when they were asked last. */
  readonly comparison: Comparison | undefined;
  /** Why there is none yet. */
  readonly problem: Problem | undefined;
  readonly waitsFor: 'answer' | 'comparison';
  /** Whether the comparison could not be made. */
  readonly broke: boolean;
}

interface Made {
  /** Of which runs, and of which weights of theirs. */
  readonly pair: string;
  readonly key: string;
  readonly comparison?: Comparison;
}

async function compare(first: Answer, second: Answer | undefined, signal: AbortSignal): Promise<Comparison> {
  const request = { rows: first.pooled, ...(second && { columns: second.pooled }) };
  const [stem] = first.pooled;
  const matrix = await compareBlocks(request, signal);
  const namesOf = ({ pooled }: Answer) => pooled.map(({ block }) => block);
  return {
    matrix,
    rows: namesOf(first),
    columns: namesOf(second ?? first),
    first: first.network,
    ...(second && { second: second.network }),
    pictures: stem ? stem.values.length / stem.channels : 0,
  };
}

const useQuestion = (runId: string | undefined, config: RunConfig): Question | undefined =>
  useMemo(() => (runId === undefined ? undefined : questionOf(runId, config)), [runId, config]);

/**
 * @param otherId The run that it is compared with; undefined for itself.
 * @param frame They are asked only while this is in sight.
 */
export function useComparison(
  runId: string | undefined,
  config: RunConfig,
  otherId: string | undefined,
  frame: RefObject<Element | null>,
): Compared {
  const own = useTold(useQuestion(runId, config), frame, 'epochs');
  const other = useTold(useQuestion(otherId, config), frame, 'epochs');
  const pair = `${runId} ${otherId}`;
  const first = own.answer;
  const second = other.answer;
  const complete = first !== undefined && (otherId === undefined || second !== undefined);
  const key = complete ? [first, second].map((answer) => answer && weightsKey(answer.network)).join() : '';
  const [made, setMade] = useState<Made>();
  const answers = useRef({ first, second });
  answers.current = { first, second };
  // The same weights make the same map, however often they answer.
  useEffect(() => {
    const { first: a, second: b } = answers.current;
    if (key === '' || !a) return;
    const leave = new AbortController();
    compare(a, b, leave.signal).then(
      (comparison) => setMade({ pair, key, comparison }),
      () => setMade((before) => ({ ...(before?.pair === pair && before), pair, key })),
    );
    return () => leave.abort();
  }, [key, pair]);
  const mine = made?.pair === pair ? made : undefined;
  return {
    comparison: mine?.comparison,
    problem: complete ? undefined : (own.problem ?? other.problem),
    waitsFor: complete ? 'comparison' : 'answer',
    broke: mine !== undefined && mine.key === key && mine.comparison === undefined,
  };
}
