SELECT change_channel();
