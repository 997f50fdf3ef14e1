using Actors.Cluster.Tests;

return await CommandLine.Run(args);
