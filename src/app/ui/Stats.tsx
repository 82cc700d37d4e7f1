/** Numbers in a row, each below its label. */
import classes from './Stats.module.css';

export interface Stat {
  readonly label: string;
  readonly value: string;
  /** Test id of the value. */
  readonly id: string;
}

export function Stats({ stats }: { readonly stats: readonly Stat[] }) {
  return (
    <dl className={classes.stats}>
      {stats.map(({ label, value, id }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd data-testid={id}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
