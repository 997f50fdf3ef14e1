using System.Text.Json;
using Actors.Hosting.Http.ReadModels;
using Actors.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Hosting.Http.OpenApi;

/// <summary>Serves the OpenAPI document; model and addresses do not change while the node serves, so it is built once.</summary>
internal sealed class OpenApiEndpoint(ActorModel model)
{
    private JsonDocument? _document;

    public Task Handle(HttpContext context)
    {
        var document = _document ??= Build(context.RequestServices.GetService<EndpointDataSource>()?.Endpoints ?? []);
        return JsonAnswer.Write(context, document.WriteTo);
    }

    private JsonDocument Build(IReadOnlyList<Endpoint> endpoints) => JsonDocument.Parse(
        new OpenApiDocument(model, Of<ReadModelRoute>(endpoints), Of<LiveViewDescription>(endpoints)).Build().ToJsonString());

    private static List<T> Of<T>(IReadOnlyList<Endpoint> endpoints)
        where T : class => [.. endpoints.Select(e => e.Metadata.GetMetadata<T>()).OfType<T>()];
}
