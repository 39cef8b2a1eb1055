drop schema forum cascade;
