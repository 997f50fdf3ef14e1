using Actors.Simulation;

return CommandLine.Run(args, Console.Out, Console.Error);
