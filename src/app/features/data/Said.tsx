/** Sentences on what cannot be made, or on what one should know of what can. */
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { OwnDataWarning } from '../../../problems/ownData.ts';
import { type DataProblem, useDataWords } from '../../i18n/data.ts';
import iconLine from '../../ui/iconLine.module.css';
import classes from './Data.module.css';

export function Refused({ problem }: { readonly problem: DataProblem | undefined }) {
  const words = useDataWords();
  return (
    problem && (
      <p className={iconLine.line} role="alert">
        <IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden />
        <span className={classes.said}>{words.problem(problem)}</span>
      </p>
    )
  );
}

/** Warnings that are merely good to know. */
const mild: ReadonlySet<OwnDataWarning['kind']> = new Set(['not-pictures', 'twice-in-training', 'enlarged']);

export function Warnings({ warnings }: { readonly warnings: readonly OwnDataWarning[] }) {
  const words = useDataWords();
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {warnings.map((warning) => (
        <li key={words.problem(warning)} className={iconLine.line}>
          {mild.has(warning.kind) ? (
            <IconInfoCircle size={16} color="var(--mantine-color-dimmed)" aria-hidden />
          ) : (
            <IconAlertTriangle size={16} color="var(--warned)" aria-hidden />
          )}
          <span className={classes.said}>{words.problem(warning)}</span>
        </li>
      ))}
    </ul>
  );
}
