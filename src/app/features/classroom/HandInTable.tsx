/** The table of hand-ins: who, what is claimed, what came out, and what is amiss in a sentence each. The same as a CSV. */
import { useMemo } from 'react';
import type { ClassroomProblem } from '../../../problems/classroom.ts';
import type { Problem } from '../../../problems/index.ts';
import { type AssignmentTexts, assignmentFrom } from '../../../training/assignment.ts';
import { defaultConfig, type RunConfig } from '../../../training/settings.ts';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { changedLine } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { changesBetween } from '../../state/runs.ts';
import { saveBlob } from '../../ui/download.ts';
import classes from './HandInTable.module.css';
import { type HandInRow, isForClassroom } from './handIns.ts';
import { csvOf, type Judged, judged } from './verdict.ts';

export interface JudgedRow extends Judged {
  readonly row: HandInRow;
}

export function useJudged(
  rows: readonly HandInRow[],
  expected: AssignmentTexts | undefined,
): readonly JudgedRow[] {
  const { figures } = useWords();
  return useMemo(
    () => rows.map((row) => ({ row, ...judged(row, expected, figures.percent) })),
    [rows, expected, figures],
  );
}

/** What the settings of an assignment begin with. */
function begun(texts: AssignmentTexts | undefined): RunConfig {
  try {
    return texts ? assignmentFrom(texts).admit(defaultConfig).config : defaultConfig;
  } catch {
    return defaultConfig;
  }
}

/** The texts of a row. */
function useTexts() {
  const words = useClassroomWords();
  const all = useWords();
  return {
    remark: (problem: ClassroomProblem | Problem): string =>
      isForClassroom(problem) ? words.problem(problem) : all.problem(problem),
    differs: ({ read }: HandInRow): string => {
      if (!read) return '';
      const { config } = read.run;
      return changedLine(all, {
        changes: changesBetween(begun(read.handIn.assignment), config),
        byHand: [],
      });
    },
    assignment: ({ read }: HandInRow): string => {
      if (!read) return '';
      const { assignment } = read.handIn;
      if (!assignment) return words.noAssignment;
      return `${assignment.task || words.noTaskTold} (${assignment.hash.slice(0, 8)})`;
    },
  };
}

/** Saves what the table shows. */
export function useCsv(all: readonly JudgedRow[]): () => void {
  const words = useClassroomWords();
  const texts = useTexts();
  return () => {
    const { columns, csvColumns } = words;
    const head = [
      columns.name,
      columns.verdict,
      columns.claimed,
      columns.found,
      csvColumns.pictures,
      csvColumns.remarks,
      columns.differs,
      csvColumns.seed,
      csvColumns.device,
      csvColumns.saved,
      columns.assignment,
      csvColumns.file,
    ];
    const lines = all.map(({ row, verdict, remarks }) => [
      row.read?.handIn.name,
      words.verdicts[verdict],
      row.read?.handIn.claim.testAccuracy,
      row.evaluated?.testAccuracy,
      row.read?.handIn.claim.pictures,
      remarks.map(texts.remark).join(' '),
      texts.differs(row),
      row.read?.run.config.seed,
      row.read?.run.device?.name,
      row.read?.handIn.saved,
      texts.assignment(row),
      row.file.name,
    ]);
    saveBlob(new Blob([csvOf([head, ...lines])], { type: 'text/csv' }), 'hand-ins.csv');
  };
}

const marks = { unfit: '✗', waiting: '·', holds: '✓', amiss: '✗', 'not-evaluated': '?' } as const;

interface HandInTableProps {
  readonly all: readonly JudgedRow[];
  readonly shown?: number;
  readonly onShow: (id: number | undefined) => void;
}

export function HandInTable({ all, shown, onShow }: HandInTableProps) {
  const words = useClassroomWords();
  const { figures } = useWords();
  const texts = useTexts();
  const { columns } = words;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label={words.table}>
      <table className={classes.table}>
        <thead>
          <tr>
            {(['name', 'verdict', 'claimed', 'found', 'differs', 'assignment'] as const).map((column) => (
              <th key={column} scope="col">
                {columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map(({ row, verdict, remarks }) => {
            const { id, read, file, evaluated } = row;
            const name = read?.handIn.name ?? file.name;
            return (
              <tr key={id} data-verdict={verdict} data-testid="hand-in">
                <th scope="row" className={classes.name}>
                  {read ? (
                    <button
                      type="button"
                      className={classes.show}
                      aria-pressed={shown === id}
                      title={words.showCurve(name)}
                      onClick={() => onShow(shown === id ? undefined : id)}
                    >
                      {name}
                    </button>
                  ) : (
                    name
                  )}
                </th>
                <td className={classes.verdict}>
                  <b>
                    <span aria-hidden>{marks[verdict]}</span> {words.verdicts[verdict]}
                  </b>
                  {remarks.map((problem, i) => (
                    <p key={i}>{texts.remark(problem)}</p>
                  ))}
                </td>
                <td>{read && figures.percent(read.handIn.claim.testAccuracy)}</td>
                <td>{evaluated && figures.percent(evaluated.testAccuracy)}</td>
                <td className={classes.text}>{texts.differs(row)}</td>
                <td className={classes.text}>{texts.assignment(row)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
