/** What the prose rests on: a reference in it, and the list at its end. */

import { Anchor } from '@mantine/core';
import { type SourceId, SourceLink, sources } from '../../ui/sources.tsx';
import classes from './HelpDialog.module.css';

/** A reference in the prose. */
export const Cite = ({ of }: { readonly of: SourceId }) => (
  <span className={classes.cite}>
    [<SourceLink of={of} />]
  </span>
);

export const SourceList = () => (
  <ul className={classes.sources} lang="en">
    {Object.values(sources).map(({ title, href }) => (
      <li key={href}>
        <Anchor inherit href={href} target="_blank" rel="noreferrer" underline="always">
          {title}
        </Anchor>
      </li>
    ))}
  </ul>
);
