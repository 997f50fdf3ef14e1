using Actors.Cmd;
using Actors.Cmd.Screens;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // The command ends by itself and says how far it came.
    stop.Cancel();
};
return await new Pbm(Terminal.OfProcess()).Run(args, stop.Token);
