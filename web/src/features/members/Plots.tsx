import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useTranslation } from 'react-i18next';

export interface Column {
  name: string;
  value: number;
  other?: number;
}

/** Bars by name, with the same as a table for those who cannot see them. */
export function Plot({
  title,
  columns,
  unit,
  otherUnit,
  across = false,
}: {
  title: string;
  columns: Column[];
  unit: string;
  otherUnit?: string;
  across?: boolean;
}) {
  const { t, i18n } = useTranslation();
  if (columns.length === 0) return null;
  const number = (value: unknown) => Number(value).toLocaleString(i18n.language, { maximumFractionDigits: 2 });
  const names = (
    <XAxis dataKey="name" stroke="var(--quiet)" tickLine={false} interval="preserveStartEnd" fontSize={12} />
  );
  return (
    <section className="plot">
      <h2>{title}</h2>
      <div
        className="plot__drawing"
        aria-hidden="true"
        style={across ? { height: `${columns.length * 2 + 2}rem` } : undefined}
      >
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={columns}
            layout={across ? 'vertical' : 'horizontal'}
            margin={{ left: 0, right: 8, top: 8, bottom: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke="var(--line)" vertical={across} horizontal={!across} />
            {across ? (
              <>
                <XAxis type="number" stroke="var(--quiet)" allowDecimals={false} fontSize={12} />
                <YAxis
                  type="category"
                  dataKey="name"
                  width={130}
                  stroke="var(--quiet)"
                  tickLine={false}
                  fontSize={12}
                />
              </>
            ) : (
              <>
                {names}
                <YAxis stroke="var(--quiet)" allowDecimals={false} width={36} fontSize={12} />
              </>
            )}
            <Tooltip
              cursor={{ fill: 'var(--line)', opacity: 0.4 }}
              formatter={(value) => number(value)}
              contentStyle={{
                background: 'var(--raised)',
                border: '1px solid var(--line)',
                borderRadius: 8,
                color: 'var(--ink)',
              }}
            />
            <Bar dataKey="value" name={unit} fill="var(--press)" radius={3} isAnimationActive={false} />
            {otherUnit && (
              <Bar dataKey="other" name={otherUnit} fill="var(--quiet)" radius={3} isAnimationActive={false} />
            )}
            {otherUnit && <Legend />}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details>
        <summary>{t('plot.table')}</summary>
        <div className="scroll">
          <table className="plain">
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t('plot.what')}</th>
                <th scope="col">{unit}</th>
                {otherUnit && <th scope="col">{otherUnit}</th>}
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr key={column.name}>
                  <th scope="row">{column.name}</th>
                  <td>{number(column.value)}</td>
                  {otherUnit && <td>{number(column.other ?? 0)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
