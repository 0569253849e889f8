import { describe, expect, it } from 'vitest';
import { openText } from '../wearables/open-text.ts';
import { readTextTable } from './read-text-table.ts';

const read = (text: string) => readTextTable(openText(text, 7), 10_000);

describe('a delimited file', () => {
  it('is read by the delimiter of its header, quoted cells with delimiters in them whole', async () => {
    expect(await read('case;activity\r\n\r\nNA;"scan; again"\r\n')).toEqual({
      header: ['case', 'activity'],
      rows: [{ case: 'NA', activity: 'scan; again' }],
    });
  });

  it.each([
    ['', /empty/],
    ['case,case\n', /two columns have the name "case"/],
    ['case,\n', /column 2 has no name/],
    ['case,activity\n1\n', /row 2 has 1 cells, the header 2/],
    ['ca\0se,a\n', /binary/],
  ])('is refused by what is wrong with it: %j', async (text, why) => {
    await expect(read(text)).rejects.toThrow(why);
  });
});
