/** A choice among classes by their names: a plain list of few, of many one that is searched by typing. */
import { NativeSelect, Select } from '@mantine/core';

/** So many are a plain list. */
const few = 20;
/** Of all that have the words that are typed, so many are listed. */
const mostListed = 100;

interface ClassSelectProps {
  readonly label: string;
  readonly names: readonly string[];
  /** Undefined is none of them. */
  readonly value: number | undefined;
  /** What stands there when none is chosen. */
  readonly none: string;
  /** What is said where no class is called what was typed. */
  readonly nothing: string;
  readonly className?: string | undefined;
  readonly onChange: (value: number | undefined) => void;
}

export function ClassSelect({ label, names, value, none, nothing, className, onChange }: ClassSelectProps) {
  const data = names.map((name, i) => ({ value: String(i), label: name }));
  const choose = (text: string | null) => onChange(text === null || text === '' ? undefined : Number(text));
  if (names.length <= few)
    return (
      <NativeSelect
        size="xs"
        className={className}
        aria-label={label}
        value={value ?? ''}
        data={[{ value: '', label: none }, ...data]}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
    );
  return (
    <Select
      size="xs"
      className={className}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': none }}
      limit={mostListed}
      aria-label={label}
      placeholder={none}
      nothingFoundMessage={nothing}
      data={data}
      value={value === undefined ? null : String(value)}
      onChange={choose}
    />
  );
}
