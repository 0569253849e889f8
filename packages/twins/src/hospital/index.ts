export {
  URGENT_CARE,
  type UrgentCareArrivals,
  type UrgentCareDesign,
  type UrgentCareStage,
  urgentCare,
} from './urgent-care/urgent-care.ts';
