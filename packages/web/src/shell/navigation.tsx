import {
  IconBed,
  IconBellRinging,
  IconBuildingHospital,
  IconChartDots2,
  IconFileImport,
  IconFlask2,
  IconFunction,
  IconHeartbeat,
  IconMessages,
  IconPlugConnected,
  IconRoute,
  IconShieldSearch,
  IconTopologyRing3,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { AlertCount } from '../alerts/alert-count.tsx';
import type { SessionView } from '../generated/types.ts';
import styles from './navigation.module.css';
import { useSession } from './session.ts';
import { Wordmark } from './wordmark.tsx';

/** The places of the application and what each needs. */
export const PLACES: readonly {
  readonly to: string;
  readonly label: string;
  readonly needs: string;
  readonly icon: typeof IconFunction;
}[] = [
  { to: '/people', label: 'People', needs: 'twin:read', icon: IconUsers },
  { to: '/alerts', label: 'Alerts', needs: 'alert:read', icon: IconBellRinging },
  { to: '/twins', label: 'Twins', needs: 'twin:read', icon: IconTopologyRing3 },
  { to: '/risk', label: 'Risk', needs: 'twin:simulate', icon: IconChartDots2 },
  { to: '/monitor', label: 'Monitors', needs: 'twin:read', icon: IconHeartbeat },
  { to: '/operations', label: 'Operations', needs: 'twin:read', icon: IconBed },
  { to: '/hospital', label: 'Hospital', needs: 'model:read', icon: IconBuildingHospital },
  { to: '/process', label: 'Process', needs: 'model:read', icon: IconRoute },
  { to: '/models', label: 'Models', needs: 'model:read', icon: IconFunction },
  { to: '/lab', label: 'Lab', needs: 'model:read', icon: IconFlask2 },
  { to: '/messages', label: 'Messages', needs: 'connector:read', icon: IconMessages },
  { to: '/import', label: 'Import', needs: 'observation:write', icon: IconFileImport },
  { to: '/connections', label: 'Connections', needs: 'app:read', icon: IconPlugConnected },
  { to: '/audit', label: 'Audit', needs: 'audit:read', icon: IconShieldSearch },
];

/** Where one begins: with people where one cares for them or came from one of them, with the beds where one runs the hospital, with twins elsewhere. */
export function homeOf({ role, confinedTo }: SessionView): '/people' | '/operations' | '/twins' {
  if (confinedTo !== null) return '/people';
  if (role === 'operations') return '/operations';
  return role === 'clinician' ? '/people' : '/twins';
}

/** Places that show a session from an EHR, about one patient alone, something. */
const OF_ONE_PATIENT: readonly string[] = ['/people', '/twins', '/risk', '/models'];

/** What someone may open. The server decides again; this only spares useless ways. */
export function placesOf({ permissions, confinedTo }: SessionView): typeof PLACES {
  return PLACES.filter(
    ({ to, needs }) => permissions.includes(needs) && (confinedTo === null || OF_ONE_PATIENT.includes(to)),
  );
}

/** The way between pages: at the side on a desk, at the thumb on a phone. */
export function Navigation(): ReactNode {
  const session = useSession();
  const home = homeOf(session);
  const { pathname } = useLocation();
  return (
    <nav aria-label="Main" className={styles.side}>
      <Link to="/" className={styles.home} aria-label="Twinward, to the overview">
        <Wordmark />
      </Link>
      <div className={styles.places}>
        {[...placesOf(session)]
          .sort((a, b) => Number(b.to === home) - Number(a.to === home))
          .map(({ to, label, icon: Icon }) => (
            <NavLink
              key={to}
              to={to}
              className={({ isActive }) =>
                `${styles.place} ${isActive || (pathname === '/' && to === home) ? styles.here : ''}`
              }
            >
              <Icon size={18} stroke={1.7} aria-hidden />
              {label}
              {to === '/alerts' && <AlertCount />}
            </NavLink>
          ))}
      </div>
      <p className={styles.use}>Research use. Not a medical device.</p>
    </nav>
  );
}
