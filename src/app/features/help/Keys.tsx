/** The keys of the page, and the switch for those that are single. */

import { Kbd, Switch } from '@mantine/core';
import { keyRows } from '../../actions/all.ts';
import { useWords } from '../../i18n/words.ts';
import { usePreference, useStores } from '../../state/react.ts';
import classes from './Keys.module.css';

function KeyRow({ name, does }: { readonly name: string; readonly does: string }) {
  return (
    <tr>
      <th scope="row">
        <Kbd>{name}</Kbd>
      </th>
      <td>{does}</td>
    </tr>
  );
}

export function Keys() {
  const words = useWords();
  const { keys } = words;
  const preferences = useStores().preferences;
  const on = usePreference((p) => p.shortcuts);
  return (
    <>
      <Switch
        label={keys.switch}
        checked={on}
        onChange={(event) => preferences.setState({ shortcuts: event.currentTarget.checked })}
      />
      <table className={classes.keys} aria-label={keys.title}>
        <thead>
          <tr>
            <th scope="col">{keys.key}</th>
            <th scope="col">{keys.does}</th>
          </tr>
        </thead>
        <tbody>
          {keyRows(words).map(({ chord, does }) => (
            <KeyRow key={chord} name={keys.names[chord]} does={does} />
          ))}
          {keys.diagram.map(({ key, does }) => (
            <KeyRow key={key} name={key} does={does} />
          ))}
        </tbody>
      </table>
    </>
  );
}
