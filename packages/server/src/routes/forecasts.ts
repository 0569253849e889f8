// What a twin expects, what it expected before, and how that came true.
import type { ForecastView, TrackView } from '@twinward/runtime';
import { z } from 'zod';
import { abandoned } from '../http/abandoned.ts';
import { forecastSchema } from '../schemas/forecast-schema.ts';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { type IssuedView, issuedSchema } from '../schemas/issued-forecast-schema.ts';
import { trackSchema } from '../schemas/track-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { issuedView } from '../views/issued-view.ts';
import { type Route, route } from './route.ts';

const params = z.strictObject({ id: twinIdSchema });

const readForecast: Route = route({
  id: 'readForecast',
  method: 'GET',
  path: '/twins/{id}/forecast',
  tag: 'twins',
  summary: 'The fan, and how many of fifty futures cross each threshold; as it was at an instant with ?at',
  permission: 'twin:read',
  params,
  query: z.strictObject({
    at: instantSchema.exactOptional(),
    minutes: wholeNumberSchema(5, 10_080).exactOptional(),
    size: wholeNumberSchema(50, 5000).exactOptional(),
  }),
  reply: forecastSchema,
  compressed: true,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: ({ params: { id }, query }, { services, outgoing }): Promise<ForecastView> =>
    services.runtime.forecast(id, query, abandoned(outgoing)),
});

const listForecasts: Route = route({
  id: 'listForecasts',
  method: 'GET',
  path: '/twins/{id}/forecasts',
  tag: 'twins',
  summary: 'Forecasts that were issued, newest first, with their scores as far as the truth has come',
  permission: 'twin:read',
  params,
  query: z.strictObject({ limit: wholeNumberSchema(1, 500).exactOptional() }),
  reply: z.strictObject({ forecasts: z.array(issuedSchema) }).meta({ id: 'IssuedList' }),
  compressed: true,
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id }, query }, { services }): Promise<{ forecasts: IssuedView[] }> {
    const issued = await services.runtime.issuedForecasts(id, query.limit ?? 50);
    return { forecasts: issued.map(issuedView) };
  },
});

const readTrackRecord: Route = route({
  id: 'readTrackRecord',
  method: 'GET',
  path: '/twins/{id}/track-record',
  tag: 'twins',
  summary: "The twin's own forecasts against the truth, by lead time",
  permission: 'twin:read',
  params,
  query: z.strictObject({ days: wholeNumberSchema(1, 3650).exactOptional() }),
  reply: z.strictObject({ leads: z.array(trackSchema) }).meta({ id: 'TrackRecord' }),
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id }, query }, { services }): Promise<{ leads: TrackView[] }> {
    return { leads: [...(await services.runtime.trackRecord(id, query.days))] };
  },
});

/** What a twin expects, what it expected before, and how that came true. */
export const FORECAST_ROUTES: readonly Route[] = [readForecast, listForecasts, readTrackRecord];
