using System.CommandLine;
using Shop.Node.Running;

var run = RunCommand.Create();
var root = new RootCommand("Shop: order fulfilment on Actors.") { run, AuditCommand.Create(), BrokerCommand.Create() };

// `./actors run` comes here without a verb of its own.
var parsed = root.Parse(args is ["run" or "audit" or "broker", ..] ? args : ["run", .. args]);
if (parsed.Errors is [var error, ..])
{
    Console.Error.WriteLine($"shop: {string.Join(' ', error.Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))}");
    return ExitCode.WrongUsage;
}

return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
