UPDATE compactions SET rebuilds = rebuilds + 1, up_to = 0;
