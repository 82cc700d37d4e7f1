/** What the numbers mean, and how far they can be trusted, with the sources. */
import { Anchor } from '@mantine/core';
import { useAlikeWords } from '../../../i18n/alike.ts';
import classes from './Alike.module.css';

interface Source {
  readonly name: string;
  /** On arXiv. */
  readonly id: string;
}

const measure: readonly Source[] = [
  { name: 'Kornblith et al. 2019', id: '1905.00414' },
  { name: 'Nguyen et al. 2021', id: '2010.15327' },
];
const caveat: readonly Source[] = [
  { name: 'Ding et al. 2021', id: '2108.01661' },
  { name: 'Nguyen et al. 2022', id: '2202.07184' },
  { name: 'Davari et al. 2023', id: '2210.16156' },
];

function Sources({ of }: { readonly of: readonly Source[] }) {
  return (
    <>
      {' ('}
      {of.map(({ name, id }, i) => (
        <span key={id}>
          {i > 0 && '; '}
          <Anchor
            inherit
            href={`https://arxiv.org/abs/${id}`}
            target="_blank"
            rel="noreferrer"
            underline="always"
          >
            {name}
          </Anchor>
        </span>
      ))}
      {')'}
    </>
  );
}

export function Caveats() {
  const words = useAlikeWords();
  return (
    <>
      <p className={classes.note}>
        {words.measure}
        <Sources of={measure} />
      </p>
      <p className={classes.note}>
        {words.caveat}
        <Sources of={caveat} />
      </p>
    </>
  );
}
