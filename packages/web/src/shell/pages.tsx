import { lazy, type ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { homeOf } from './navigation.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { useSession } from './session.ts';

const AlertsPage = lazy(() => import('../alerts/alerts-page.tsx').then((m) => ({ default: m.AlertsPage })));
const OverviewPage = lazy(() =>
  import('../overview/overview-page.tsx').then((m) => ({ default: m.OverviewPage })),
);
const PeoplePage = lazy(() => import('../people/people-page.tsx').then((m) => ({ default: m.PeoplePage })));
const PersonPage = lazy(() => import('../person/person-page.tsx').then((m) => ({ default: m.PersonPage })));
const TwinPage = lazy(() => import('../twin/twin-page.tsx').then((m) => ({ default: m.TwinPage })));
const ModelsPage = lazy(() => import('../models/models-page.tsx').then((m) => ({ default: m.ModelsPage })));
const ModelPage = lazy(() => import('../models/model-page.tsx').then((m) => ({ default: m.ModelPage })));
const LabPage = lazy(() => import('../lab/lab-page.tsx').then((m) => ({ default: m.LabPage })));
const MonitorPage = lazy(() =>
  import('../monitor/monitor-page.tsx').then((m) => ({ default: m.MonitorPage })),
);
const MonitorsPage = lazy(() =>
  import('../monitor/monitors-page.tsx').then((m) => ({ default: m.MonitorsPage })),
);
const MessagesPage = lazy(() =>
  import('../messages/messages-page.tsx').then((m) => ({ default: m.MessagesPage })),
);
const ImportPage = lazy(() => import('../import/import-page.tsx').then((m) => ({ default: m.ImportPage })));
const RiskPage = lazy(() => import('../risk/risk-page.tsx').then((m) => ({ default: m.RiskPage })));
const AppsPage = lazy(() => import('../apps/apps-page.tsx').then((m) => ({ default: m.AppsPage })));
const HospitalPage = lazy(() =>
  import('../hospital/hospital-page.tsx').then((m) => ({ default: m.HospitalPage })),
);
const OperationsPage = lazy(() =>
  import('../operations/operations-page.tsx').then((m) => ({ default: m.OperationsPage })),
);
const ProcessPage = lazy(() =>
  import('../process/process-page.tsx').then((m) => ({ default: m.ProcessPage })),
);
const AuditPage = lazy(() => import('../audit/audit-page.tsx').then((m) => ({ default: m.AuditPage })));

/** Which address shows which page; each page is fetched when first opened. */
export function Pages(): ReactNode {
  return (
    <Routes>
      <Route path="/" element={<Home />} />
      <Route path="/people" element={<PeoplePage />} />
      <Route path="/people/:key" element={<PersonPage />} />
      <Route path="/alerts" element={<AlertsPage />} />
      <Route path="/alerts/:id" element={<AlertsPage />} />
      <Route path="/twins" element={<OverviewPage />} />
      <Route path="/twins/:id" element={<TwinPage />} />
      <Route path="/risk" element={<RiskPage />} />
      <Route path="/models" element={<ModelsPage />} />
      <Route path="/models/:name" element={<ModelPage />} />
      <Route path="/lab" element={<LabPage />} />
      <Route path="/monitor" element={<MonitorsPage />} />
      <Route path="/monitor/:subject" element={<MonitorPage />} />
      <Route path="/operations" element={<OperationsPage />} />
      <Route path="/operations/:part" element={<OperationsPage />} />
      <Route path="/hospital" element={<HospitalPage />} />
      <Route path="/process" element={<ProcessPage />} />
      <Route path="/messages" element={<MessagesPage />} />
      <Route path="/messages/:id" element={<MessagesPage />} />
      <Route path="/import" element={<ImportPage />} />
      <Route path="/connections" element={<AppsPage />} />
      <Route path="/audit" element={<AuditPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}

function Home(): ReactNode {
  const home = homeOf(useSession());
  if (home === '/operations') return <OperationsPage />;
  return home === '/people' ? <PeoplePage /> : <OverviewPage />;
}
