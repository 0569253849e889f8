import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { TwinFilter } from './order-twins.ts';
import styles from './twin-filters.module.css';
import type { OverviewFilter } from './use-overview-filter.ts';

/** Words to search for, which twins to show, and in which order. */
export function TwinFilters({
  filter,
  change,
}: {
  readonly filter: TwinFilter;
  readonly change: OverviewFilter['change'];
}): ReactNode {
  const [text, setText] = useState(filter.text);
  useEffect(() => setText(filter.text), [filter.text]);
  return (
    <search className={styles.filters}>
      <TextInput
        aria-label="Search twins"
        placeholder="Search twins"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          change({ q: event.currentTarget.value });
        }}
      />
      <NativeSelect
        aria-label="Show"
        value={filter.show}
        onChange={(event) => change({ show: event.currentTarget.value })}
        data={[
          { value: 'all', label: 'All states' },
          { value: 'attention', label: 'In doubt' },
          { value: 'fits', label: 'Fits' },
          { value: 'warming-up', label: 'Warming up' },
        ]}
      />
      <NativeSelect
        aria-label="Origin"
        value={filter.origin}
        onChange={(event) => change({ origin: event.currentTarget.value })}
        data={[
          { value: 'all', label: 'Any origin' },
          { value: 'real', label: 'Real' },
          { value: 'recorded', label: 'Recorded' },
          { value: 'simulated', label: 'Simulated' },
        ]}
      />
      <NativeSelect
        aria-label="Order"
        value={filter.order}
        onChange={(event) => change({ order: event.currentTarget.value })}
        data={[
          { value: 'attention', label: 'In doubt first, then by risk' },
          { value: 'risk', label: 'By risk' },
          { value: 'age', label: 'Oldest reading first' },
          { value: 'record', label: 'Best track record first' },
          { value: 'name', label: 'By name' },
        ]}
      />
    </search>
  );
}
