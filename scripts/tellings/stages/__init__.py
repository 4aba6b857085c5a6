"""Pure stages: functions from records to records, without files, clock or globals."""
