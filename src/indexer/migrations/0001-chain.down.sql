drop schema chain cascade;
